#include "app/chats/title.h"

#include <QCoreApplication>
#include <QTextBoundaryFinder>

namespace alcove::app {

namespace {

constexpr qsizetype kLongestTitle = 40;
/// Enough for a title; a pasted book is not looked through.
constexpr qsizetype kLookedAt = 400;

QString withoutMarks(const QString &text)
{
    QString plain;
    for (const QChar sign : text) {
        const bool isPrint = sign.isPrint() || sign.isSurrogate(); // half of an emoji says nothing of itself
        if (sign != u'*' && sign != u'`' && sign != u'#' && sign != u'>' && isPrint)
            plain += sign;
        else if (!isPrint)
            plain += u' ';
    }
    return plain.simplified();
}

/// The last place before the limit where a word ends, or a letter if the first word is too long.
qsizetype cutPlace(const QString &text)
{
    for (const auto kind : {QTextBoundaryFinder::Word, QTextBoundaryFinder::Grapheme}) {
        QTextBoundaryFinder finder(kind, text);
        finder.setPosition(kLongestTitle);
        const qsizetype place = finder.isAtBoundary() ? kLongestTitle : finder.toPreviousBoundary();
        if (place > 0)
            return place;
    }
    return kLongestTitle;
}

} // namespace

QString titleFor(const QString &question)
{
    const QString text = withoutMarks(question.left(kLookedAt));
    if (text.size() <= kLongestTitle)
        return text;
    return text.left(cutPlace(text)).trimmed() + u'…';
}

QString titleFor(const ChatMessage &question)
{
    QString title = titleFor(question.text);
    if (title.isEmpty() && !question.attachments.isEmpty()) {
        const Attachment &first = question.attachments.first();
        title = titleFor(first.kind == AttachmentKind::PastedText ? first.text : first.name);
    }
    return title.isEmpty() ? QCoreApplication::translate("Title", "New chat") : title;
}

} // namespace alcove::app
