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

/// The blocks of one stretch of Markdown (CommonMark with tables, strikethrough, task lists and bare
/// addresses). Never fails: what cannot be parsed comes back as plain text. Raw HTML is text. Nothing is
/// loaded. Time and memory grow linearly with the text, whatever stands in it.
QList<MarkdownBlock> parseMarkdown(QStringView markdown);

/// Where the last unfinished top-level block of the text begins: what stands before can no longer be
/// changed by anything appended. `from` is a place an earlier call returned, or 0.
qsizetype unfinishedBlockStart(QStringView markdown, qsizetype from);

} // namespace alcove::app
