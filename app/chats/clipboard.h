#pragma once

#include <QImage>
#include <QList>
#include <QString>
#include <QUrl>

class QMimeData;

namespace alcove::app {

class AttachmentModel;

/// What a paste brings as attachments; all empty when the text field shall paste by itself.
struct Pasted {
    QImage picture{};
    QList<QUrl> files{};
    QString longText{};
};

/// Longer texts become an attachment (face 4).
constexpr qsizetype kLongestInlinePaste = 4000;

/// Raw pictures first (screenshots have no file name), then files, then a long text. A picture beside
/// plain text is how office programs copy cells: there the text is meant. Null brings nothing.
Pasted pastedFrom(const QMimeData *clipboard);

/// Makes attachments of it; false if the text field shall paste by itself.
bool pasteInto(AttachmentModel &attachments, const QMimeData *clipboard);

/// Markdown as plain text for other programs.
QString plainTextOf(const QString &markdown);

} // namespace alcove::app
