#include "app/markdown/markdown_segments.h"

#include <algorithm>

namespace alcove::app {

namespace {

/// Walks through a text line by line and remembers what the open segment consists of.
class SegmentScanner {
public:
    SegmentScanner(QStringView text, qsizetype from) : m_text(text), m_begin(from), m_line(from) {}

    QList<MarkdownSegment> scan();

private:
    void readLine(QStringView line, bool complete);
    bool endsContainers(QStringView line, bool complete) const;
    void cutAt(qsizetype place);
    void cutOverlong();

    QStringView m_text;
    qsizetype m_begin;
    qsizetype m_line; ///< beginning of the line being read
    bool m_afterBlankLine = false;
    bool m_inContainer = false; ///< the segment holds a list or a quote
    CodeFence m_fence;          ///< of the open top-level code block
    QList<MarkdownSegment> m_segments;
};

qsizetype indentation(QStringView line)
{
    qsizetype count = 0;
    while (count < line.size() && line[count] == u' ')
        ++count;
    return count;
}

bool isBlank(QStringView line)
{
    return line.trimmed().isEmpty();
}

/// "- ", "* ", "+ ", "1. ", "1) " after up to three spaces; an end of line counts as the space.
bool opensListItem(QStringView line)
{
    line = line.sliced(indentation(line));
    qsizetype sign = 0;
    while (sign < line.size() && sign < 9 && line[sign].isDigit())
        ++sign;
    if (sign == line.size())
        return false;
    const bool ordered = sign > 0 && (line[sign] == u'.' || line[sign] == u')');
    const bool bullet = sign == 0 && (line[0] == u'-' || line[0] == u'*' || line[0] == u'+');
    const bool separated = line.size() == sign + 1 || line[sign + 1].isSpace();
    return (ordered || bullet) && separated;
}

bool opensContainer(QStringView line)
{
    const QStringView content = line.sliced(indentation(line));
    return content.startsWith(u'>') || opensListItem(line);
}

QList<MarkdownSegment> SegmentScanner::scan()
{
    while (m_line < m_text.size()) {
        const qsizetype feed = m_text.indexOf(u'\n', m_line);
        const qsizetype end = feed < 0 ? m_text.size() : feed;
        readLine(m_text.sliced(m_line, end - m_line), feed >= 0);
        m_line = feed < 0 ? m_text.size() : feed + 1;
        if (m_fence.count == 0)
            cutOverlong();
    }
    cutAt(m_text.size());
    return m_segments;
}

void SegmentScanner::readLine(QStringView line, bool complete)
{
    if (m_fence.count > 0) {
        if (complete && m_fence.isClosedBy(line)) {
            m_fence = {};
            cutAt(m_line + line.size() + 1);
        }
        return;
    }
    if (isBlank(line)) {
        m_afterBlankLine = true;
        return;
    }
    if (m_afterBlankLine && endsContainers(line, complete))
        cutAt(m_line);
    m_afterBlankLine = false;

    // Inside a list a fence belongs to the item unless it stands at the very edge. An unfinished line
    // may still turn out to be inline code.
    const CodeFence fence = CodeFence::openedBy(line);
    if (complete && fence.count > 0 && (fence.indent == 0 || !m_inContainer)) {
        cutAt(m_line);
        m_fence = fence;
    } else if (opensContainer(line)) {
        m_inContainer = true;
    }
}

/// Whether this line, after a blank one, cannot belong to anything before it.
bool SegmentScanner::endsContainers(QStringView line, bool complete) const
{
    if (line[0].isSpace())
        return false;
    if (!m_inContainer)
        return true;
    const QChar first = line[0];
    const bool mayBecomeItem = first.isDigit() || first == u'-' || first == u'*' || first == u'+';
    if (mayBecomeItem && !complete)
        return false;
    return !opensListItem(line);
}

void SegmentScanner::cutAt(qsizetype place)
{
    if (!isBlank(m_text.sliced(m_begin, place - m_begin)))
        m_segments += MarkdownSegment{m_begin, place};
    m_begin = place;
    m_inContainer = false;
    m_afterBlankLine = false;
}

void SegmentScanner::cutOverlong()
{
    while (m_line - m_begin > kLongestSegment) {
        const QStringView piece = m_text.sliced(m_begin, kLongestSegment);
        qsizetype length = piece.lastIndexOf(u'\n') + 1;
        if (length < kLongestSegment / 2)
            length = piece.lastIndexOf(u' ') + 1;
        if (length < kLongestSegment / 2)
            length = kLongestSegment - (piece.back().isHighSurrogate() ? 1 : 0);
        cutAt(m_begin + length);
    }
}

} // namespace

QList<MarkdownSegment> markdownSegments(QStringView text, qsizetype from)
{
    return SegmentScanner(text, from).scan();
}

CodeFence CodeFence::openedBy(QStringView line)
{
    CodeFence fence{.indent = indentation(line), .sign = {}, .count = 0};
    const QStringView content = line.sliced(fence.indent);
    if (fence.indent > 3 || content.isEmpty() || (content[0] != u'`' && content[0] != u'~'))
        return {};
    fence.sign = content[0];
    while (fence.count < content.size() && content[fence.count] == fence.sign)
        ++fence.count;
    const bool inlineCode = fence.sign == u'`' && content.sliced(fence.count).contains(u'`');
    return fence.count < 3 || inlineCode ? CodeFence{} : fence;
}

bool CodeFence::isClosedBy(QStringView line) const
{
    const qsizetype closingIndent = indentation(line);
    const QStringView content = line.sliced(closingIndent).trimmed();
    if (closingIndent > 3 || content.size() < count)
        return false;
    return std::ranges::all_of(content, [this](QChar c) { return c == sign; });
}

} // namespace alcove::app
