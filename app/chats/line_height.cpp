#include "app/chats/line_height.h"

#include <QScopedValueRollback>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>

namespace alcove::app {

namespace {

void setLineHeight(QTextDocument &text, const QTextBlockFormat &wanted)
{
    QTextCursor cursor(&text);
    for (QTextBlock block = text.begin(); block.isValid(); block = block.next()) {
        const QTextBlockFormat format = block.blockFormat();
        if (format.lineHeightType() == wanted.lineHeightType() &&
            qFuzzyCompare(format.lineHeight(), wanted.lineHeight()))
            continue;
        cursor.setPosition(block.position());
        cursor.joinPreviousEditBlock();
        cursor.mergeBlockFormat(wanted);
        cursor.endEditBlock();
    }
}

} // namespace

void LineHeight::setDocument(QQuickTextDocument *document)
{
    if (document == m_document)
        return;
    if (m_document)
        disconnect(m_document->textDocument(), nullptr, this, nullptr);
    m_document = document;
    if (m_document)
        connect(m_document->textDocument(), &QTextDocument::contentsChanged, this, &LineHeight::apply);
    apply();
    emit documentChanged();
}

void LineHeight::setPixels(int pixels)
{
    if (pixels == m_pixels)
        return;
    m_pixels = pixels;
    apply();
    emit pixelsChanged();
}

void LineHeight::apply()
{
    if (m_applying || !m_document || m_pixels <= 0)
        return;
    const QScopedValueRollback applying(m_applying, true);
    QTextDocument &text = *m_document->textDocument();
    QTextBlockFormat wanted;
    wanted.setLineHeight(m_pixels, QTextBlockFormat::FixedHeight);
    // A text that nobody has edited yet must not offer to undo what is done here.
    const bool isFresh = text.isUndoRedoEnabled() && !text.isUndoAvailable() && !text.isRedoAvailable();
    if (isFresh)
        text.setUndoRedoEnabled(false);
    setLineHeight(text, wanted);
    if (isFresh)
        text.setUndoRedoEnabled(true);
}

} // namespace alcove::app
