#pragma once

#include <QList>
#include <QObject>
#include <QStringList>
#include <QUrl>
#include <QtQml/qqmlregistration.h>

namespace alcove::app {

/// Tells what a drop would bring before it falls. Looks at the beginning of each file, off the GUI
/// thread; the properties change a moment after inspect().
class DropInspector : public QObject {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(int pictures READ pictures NOTIFY inspected)
    Q_PROPERTY(int recordings READ recordings NOTIFY inspected)
    Q_PROPERTY(int texts READ texts NOTIFY inspected)
    /// Names of files that Alcove cannot read.
    Q_PROPERTY(QStringList refused READ refused NOTIFY inspected)

public:
    explicit DropInspector(QObject *parent = nullptr);

    Q_INVOKABLE void inspect(const QList<QUrl> &urls);

    int pictures() const { return m_pictures; }
    int recordings() const { return m_recordings; }
    int texts() const { return m_texts; }
    QStringList refused() const { return m_refused; }

signals:
    void inspected();

private:
    int m_pictures = 0;
    int m_recordings = 0;
    int m_texts = 0;
    QStringList m_refused;
};

} // namespace alcove::app
