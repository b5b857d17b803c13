#pragma once

#include <QList>
#include <QObject>
#include <QStringList>
#include <QUrl>
#include <QtQml/qqmlregistration.h>

namespace alcove::app {

/// What a drop would bring.
struct DropContents {
    int pictures = 0;
    int recordings = 0;
    int texts = 0;
    QStringList refused; ///< names of files that Alcove cannot read

    bool operator==(const DropContents &other) const = default;
};

/// Reads the beginning of each file. Blocking.
DropContents inspectDrop(const QList<QUrl> &urls);

/// Tells what a drop would bring before it falls. Looks at the files off the GUI thread; the properties
/// change a moment after inspect(). GUI thread.
class DropInspector : public QObject {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(int pictures READ pictures NOTIFY inspected)
    Q_PROPERTY(int recordings READ recordings NOTIFY inspected)
    Q_PROPERTY(int texts READ texts NOTIFY inspected)
    Q_PROPERTY(QStringList refused READ refused NOTIFY inspected)

public:
    explicit DropInspector(QObject *parent = nullptr) : QObject(parent) {}

    Q_INVOKABLE void inspect(const QList<QUrl> &urls);

    int pictures() const { return m_contents.pictures; }
    int recordings() const { return m_contents.recordings; }
    int texts() const { return m_contents.texts; }
    QStringList refused() const { return m_contents.refused; }

signals:
    void inspected();

private:
    int m_inspection = 0; ///< results of older ones are dropped
    DropContents m_contents;
};

} // namespace alcove::app
