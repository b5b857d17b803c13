#include "app/chats/clipboard.h"

#include "app/pictures/attachment_model.h"

#include <QCoreApplication>
#include <QMimeData>
#include <QTextDocument>

namespace alcove::app {

Pasted pastedFrom(const QMimeData *clipboard)
{
    if (!clipboard)
        return {};
    const bool hasPlainText = clipboard->hasFormat("text/plain");
    if (clipboard->hasImage() && !hasPlainText && !clipboard->hasUrls())
        return {.picture = qvariant_cast<QImage>(clipboard->imageData())};
    QList<QUrl> files;
    for (const QUrl &url : clipboard->urls()) {
        if (url.isLocalFile())
            files.append(url);
    }
    if (!files.isEmpty())
        return {.files = files};
    if (hasPlainText && clipboard->text().size() > kLongestInlinePaste)
        return {.longText = clipboard->text()};
    return {};
}

bool pasteInto(AttachmentModel &attachments, const QMimeData *clipboard)
{
    const Pasted pasted = pastedFrom(clipboard);
    if (!pasted.picture.isNull())
        attachments.addPicture(pasted.picture, QCoreApplication::translate("Clipboard", "Pasted picture"));
    else if (!pasted.files.isEmpty())
        attachments.addFiles(pasted.files);
    else if (!pasted.longText.isEmpty())
        attachments.addText(pasted.longText, QCoreApplication::translate("Clipboard", "Pasted text"));
    else
        return false;
    return true;
}

QString plainTextOf(const QString &markdown)
{
    QTextDocument document;
    document.setMarkdown(markdown, QTextDocument::MarkdownFeatures(QTextDocument::MarkdownDialectGitHub) |
                                       QTextDocument::MarkdownNoHTML);
    return document.toPlainText();
}

} // namespace alcove::app
