#include "tests/endtoend/drag_source.h"

#include <QDrag>
#include <QMimeData>
#include <QMouseEvent>
#include <QPainter>

namespace alcove::app {

DragSource::DragSource(const QUrl &file) : m_file(file)
{
    setTitle(QStringLiteral("Files"));
}

void DragSource::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(QRect(QPoint(), size()), Qt::lightGray);
}

void DragSource::mouseMoveEvent(QMouseEvent *event)
{
    if (!(event->buttons() & Qt::LeftButton))
        return;
    auto *drag = new QDrag(this); // deletes itself after the drop
    auto *data = new QMimeData;
    data->setUrls({m_file});
    drag->setMimeData(data);
    drag->exec(Qt::CopyAction);
}

} // namespace alcove::app
