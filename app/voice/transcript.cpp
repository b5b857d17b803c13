#include "app/voice/transcript.h"

#include <algorithm>
#include <array>

namespace alcove::app {

namespace {

QString withoutQuotationMarks(const QString &text)
{
    struct Pair {
        char16_t open;
        char16_t close;
    };
    constexpr std::array kPairs = {
        Pair{u'"', u'"'}, Pair{u'“', u'”'}, Pair{u'„', u'“'}, Pair{u'«', u'»'}, Pair{u'「', u'」'}};
    for (const Pair pair : kPairs) {
        if (text.size() < 2 || text.front() != pair.open || text.back() != pair.close)
            continue;
        const QString inside = text.sliced(1, text.size() - 2);
        // “a” and “b”: the marks belong to the words.
        if (!inside.contains(pair.open) && !inside.contains(pair.close))
            return inside.trimmed();
    }
    return text;
}

bool isPartOfWord(QChar c)
{
    return c.isLetterOrNumber() || c == u'\'' || c == u'’';
}

qsizetype lastWordBegin(const QString &text)
{
    qsizetype begin = text.size();
    while (begin > 0 && isPartOfWord(text[begin - 1]))
        --begin;
    return begin;
}

qsizetype firstWordEnd(const QString &text)
{
    const auto end = std::ranges::find_if_not(text, isPartOfWord);
    return end - text.begin();
}

} // namespace

QString cleanedTranscript(const QString &text)
{
    QString cleaned = text.trimmed();
    const qsizetype lineEnd = cleaned.indexOf(u'\n');
    if (lineEnd > 0 && cleaned.first(lineEnd).trimmed().compare(u"thought", Qt::CaseInsensitive) == 0)
        cleaned = cleaned.sliced(lineEnd).trimmed();
    return withoutQuotationMarks(cleaned.simplified());
}

QString joinedTranscript(const QString &before, const QString &piece)
{
    const QString next = piece.trimmed();
    if (before.isEmpty() || next.isEmpty())
        return before + next;
    const qsizetype wordEnd = firstWordEnd(next);
    const QString lastWord = before.sliced(lastWordBegin(before));
    const bool repeated = wordEnd > 0 && lastWord.compare(next.first(wordEnd), Qt::CaseInsensitive) == 0;
    const QString rest = repeated ? next.sliced(wordEnd) : u' ' + next;
    return before + rest;
}

} // namespace alcove::app
