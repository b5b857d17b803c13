#pragma once

#include <QList>
#include <QStringView>

namespace alcove::app {

/// A stretch of Markdown that is parsed by itself: one or a few top-level blocks.
struct MarkdownSegment {
    qsizetype begin = 0;
    qsizetype end = 0;

    bool operator==(const MarkdownSegment &other) const = default;
};

/// Cuts a text, from the beginning of a segment on, where nothing that follows can change what stands
/// before: after a blank line that ends every list and quote, and around top-level code fences. Text
/// appended later changes only the last segment, so a growing message is parsed from there alone.
/// A segment outside code is at most kLongestSegment long; a longer block is cut in two.
QList<MarkdownSegment> markdownSegments(QStringView text, qsizetype from);

inline constexpr qsizetype kLongestSegment = 32'768;

/// A line that opens a fenced code block: its indentation, sign and count of signs; count 0 if it is none.
struct CodeFence {
    qsizetype indent = 0;
    QChar sign;
    qsizetype count = 0;

    static CodeFence openedBy(QStringView line);
    bool isClosedBy(QStringView line) const;
};

} // namespace alcove::app
