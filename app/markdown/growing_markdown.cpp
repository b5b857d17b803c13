#include "app/markdown/growing_markdown.h"

#include "app/markdown/markdown_segments.h"

#include <QRegularExpression>
#include <QStringList>

namespace alcove::app {

namespace {

/// Whether the text ends inside a fenced code block, at any depth of lists and quotes.
bool endsInCode(QStringView segment)
{
    CodeFence open;
    for (QStringView line : segment.split(u'\n')) {
        while (!line.isEmpty() && (line[0].isSpace() || line[0] == u'>'))
            line = line.sliced(1);
        if (open.count == 0)
            open = CodeFence::openedBy(line);
        else if (open.isClosedBy(line))
            open = {};
    }
    return open.count > 0;
}

// "-" may become an item, a rule or a heading's underline; "``" a fence; "1." an item.
QStringView withoutUndecidedLine(QStringView segment)
{
    static const QRegularExpression kUndecided(
        QStringLiteral("\\A[ \\t>]*(?:[-=+*#~`_|: ]+|\\d{1,9}[.)])[ \\t]*\\z"));
    const qsizetype line = segment.lastIndexOf(u'\n') + 1;
    return kUndecided.matchView(segment.sliced(line)).hasMatch() ? segment.first(line) : segment;
}

/// Where the lines begin that share their emphasis with the end of the text.
qsizetype lastTextBegin(QStringView segment)
{
    static const QRegularExpression kOpensBlock(
        QStringLiteral("\\A[ \\t>]*(?:[-+*][ \\t]|\\d{1,9}[.)][ \\t]|#{1,6}[ \\t]|\\|)"));
    qsizetype begin = segment.size();
    while (begin > 0) {
        const qsizetype line = segment.first(begin - 1).lastIndexOf(u'\n') + 1;
        const QStringView content = segment.sliced(line, begin - line);
        if (content.trimmed().isEmpty())
            return begin;
        begin = line;
        if (kOpensBlock.matchView(content).hasMatch())
            return begin;
    }
    return begin;
}

QString withLinkText(QStringView text)
{
    static const QRegularExpression kOpenLink(
        QStringLiteral("!?\\[([^\\[\\]\\n]{0,500})\\]\\([^()\\n]{0,2000}\\z"));
    return text.toString().replace(kOpenLink, QStringLiteral("\\1"));
}

/// The emphasis signs still open at the end of a text, outermost first, by a reading that is simpler than
/// CommonMark's: a run that has text to its right opens, a run like the last open one closes it.
class OpenSigns {
public:
    explicit OpenSigns(QStringView text) : m_text(text) { read(); }

    const QStringList &signs() const { return m_open; }

private:
    void read();
    qsizetype afterCode(qsizetype begin, qsizetype length);
    qsizetype afterRun(qsizetype begin, qsizetype length);

    QStringView m_text;
    QStringList m_open;
};

void OpenSigns::read()
{
    for (qsizetype place = 0; place < m_text.size();) {
        const QChar c = m_text[place];
        if (c == u'\\') {
            place += 2;
            continue;
        }
        qsizetype length = 1;
        while (place + length < m_text.size() && m_text[place + length] == c)
            ++length;
        if (c == u'`')
            place = afterCode(place, length);
        else
            place = afterRun(place, length);
    }
}

qsizetype OpenSigns::afterCode(qsizetype begin, qsizetype length)
{
    const QString run(length, u'`');
    const qsizetype close = m_text.indexOf(run, begin + length);
    if (close >= 0)
        return close + length;
    m_open += run;
    return m_text.size();
}

qsizetype OpenSigns::afterRun(qsizetype begin, qsizetype length)
{
    const qsizetype end = begin + length;
    const QChar sign = m_text[begin];
    const bool emphasis = (sign == u'~' && length == 2) || ((sign == u'*' || sign == u'_') && length <= 3);
    if (!emphasis)
        return end;
    const QString run(length, sign);
    const QChar before = begin > 0 ? m_text[begin - 1] : QChar(u' ');
    const QChar after = end < m_text.size() ? m_text[end] : QChar(u' ');
    if (!m_open.isEmpty() && m_open.last() == run && !before.isSpace())
        m_open.removeLast();
    else if (!after.isSpace() && !before.isLetterOrNumber())
        m_open += run;
    return end;
}

/// Of a closing "**" the first star may already stand there.
QStringView missingPartOf(const QString &sign, const QString &text)
{
    const bool begun = sign.size() > 1 && text.endsWith(sign.first(1)) && !text.endsWith(sign);
    return QStringView(sign).sliced(begun ? 1 : 0);
}

/// Closes what is open, before white space at the end, where a closing sign would not count.
QString withClosedSigns(QString text)
{
    while (!text.isEmpty() && text.back().isSpace())
        text.chop(1);
    static const QRegularExpression kSignsWithoutText(QStringLiteral("(?:^|\\s)(?:[*_]{1,3}|~~?|`{1,2})\\z"));
    if (const auto match = kSignsWithoutText.match(text); match.hasMatch())
        text.truncate(match.capturedStart());
    const QStringList open = OpenSigns(text).signs();
    if (open.isEmpty())
        return text;
    text += missingPartOf(open.last(), text);
    for (auto sign = open.rbegin() + 1; sign != open.rend(); ++sign)
        text += *sign;
    return text;
}

/// A table is one as soon as its head begins: the line that divides it from the rows is put in.
QString withTableDivider(const QString &text, QStringView before)
{
    const QStringView lineBefore = before.chopped(before.isEmpty() ? 0 : 1);
    const bool firstLine = lineBefore.sliced(lineBefore.lastIndexOf(u'\n') + 1).trimmed().isEmpty();
    if (!firstLine || !text.startsWith(u'|') || text.contains(u'\n'))
        return text;
    static const QRegularExpression kBar(QStringLiteral("(?<!\\\\)\\|"));
    const qsizetype columns = text.count(kBar) - (text.endsWith(u'|') && text.size() > 1 ? 1 : 0);
    return text + QStringLiteral("\n|") + QStringLiteral("---|").repeated(columns);
}

} // namespace

QString drawableWhileGrowing(QStringView segment)
{
    if (endsInCode(segment))
        return segment.toString();
    const QStringView decided = withoutUndecidedLine(segment);
    const qsizetype begin = lastTextBegin(decided);
    const QStringView before = decided.first(begin);
    return before.toString() + withTableDivider(withClosedSigns(withLinkText(decided.sliced(begin))), before);
}

} // namespace alcove::app
