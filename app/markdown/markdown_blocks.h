#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace alcove::app {

/// What one row of a message's text is drawn as.
enum class MarkdownKind { Paragraph, Heading, Code, Table, ListItem, Rule };

/// One drawable piece of a message. Lists and quotes are flattened: an item knows how deep it hangs.
/// html holds inline Qt rich text (<b> <i> <s> <code> <a href> <br>), everything else escaped.
struct MarkdownBlock {
    MarkdownKind kind = MarkdownKind::Paragraph;
    QString html;
    int level = 0;            ///< headings: 1–6
    QString language;         ///< code: the first word after the fence, may be empty
    QString code;             ///< code: the text without its last line feed
    QList<QStringList> cells; ///< tables: html by row, the first row is the head
    QList<int> alignments;    ///< tables: Qt::AlignmentFlag by column
    int indent = 0;           ///< how many lists enclose the block; 1 in a top list
    QString marker;           ///< first block of a list item: "•", "1.", "☐"; empty in the others
    int quoteDepth = 0;       ///< how many quotes enclose the block
    bool rightToLeft = false; ///< by the first strong letter

    bool operator==(const MarkdownBlock &other) const = default;
};

/// The blocks of one segment (markdown_segments.h) of Markdown: CommonMark with tables, strikethrough,
/// task lists and bare addresses. Never fails: what cannot be parsed comes back as plain text. Raw HTML
/// is text, nothing is loaded, link definitions stay visible. Time and memory grow linearly with the text.
QList<MarkdownBlock> parseMarkdownSegment(QStringView segment);

/// All segments of a text.
QList<MarkdownBlock> parseMarkdown(QStringView markdown);

} // namespace alcove::app
