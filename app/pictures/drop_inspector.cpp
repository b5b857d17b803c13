#include "app/pictures/drop_inspector.h"
namespace alcove::app {
DropInspector::DropInspector(QObject *parent) : QObject(parent) {}
void DropInspector::inspect(const QList<QUrl> &urls)
{
    m_pictures = int(urls.size());
    emit inspected();
}
} // namespace alcove::app
