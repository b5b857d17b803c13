#pragma once

#include <QObject>
#include <QPointer>
#include <QQuickTextDocument>
#include <qqmlregistration.h>

namespace alcove::app {

/// Gives every line of an editable text the same height, for which TextEdit has no property. GUI thread.
/// It leaves no step of its own in the text's history: undo takes back what the person did.
class LineHeight : public QObject {
    Q_OBJECT
    QML_ELEMENT

    Q_PROPERTY(QQuickTextDocument *document READ document WRITE setDocument NOTIFY documentChanged)
    Q_PROPERTY(int pixels READ pixels WRITE setPixels NOTIFY pixelsChanged)

public:
    using QObject::QObject;

    QQuickTextDocument *document() const { return m_document; }
    int pixels() const { return m_pixels; }
    void setDocument(QQuickTextDocument *document);
    void setPixels(int pixels);

signals:
    void documentChanged();
    void pixelsChanged();

private:
    void apply();

    QPointer<QQuickTextDocument> m_document;
    int m_pixels = 0;
    bool m_applying = false; ///< what it changes is a change of the text, too
};

} // namespace alcove::app
