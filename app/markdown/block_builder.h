#pragma once

#include "app/markdown/inline_html.h"
#include "app/markdown/markdown_blocks.h"

#include <optional>

namespace alcove::app {

/// Flattens the tree of a Markdown text, as a parser walks through it, into a list of blocks.
class BlockBuilder {
public:
    enum class Task { None, Open, Done };

    void enterQuote() { ++m_quotes; }
    void leaveQuote();
    /// firstNumber: of an ordered list.
    void enterList(std::optional<unsigned> firstNumber);
    void leaveList();
    void enterItem(Task task);
    void leaveItem();

    void begin(MarkdownKind kind);
    void end();
    void setLevel(int level) { m_block.level = level; }
    void setLanguage(const QString &language) { m_block.language = language; }
    bool inCodeBlock() const { return m_open && m_block.kind == MarkdownKind::Code; }
    void appendCode(const QString &code) { m_block.code += code; }

    void beginTableRow() { m_block.cells += QStringList(); }
    /// alignment 0: chosen by what the column holds.
    void beginCell(Qt::AlignmentFlag alignment);
    void endCell();
    /// A table asked for more cells than are kept: what was built is not the whole text.
    bool incomplete() const { return m_cells > kMostCells; }

    /// Where text goes. Tight list items have no paragraph of their own: it begins with their first text.
    InlineHtml &inlineHtml();

    QList<MarkdownBlock> take() { return std::move(m_blocks); }

private:
    // md4c fills short rows up to the head's width, so a few bytes can ask for very many cells.
    static constexpr qsizetype kMostCells = 20'000;

    struct List {
        std::optional<unsigned> nextNumber;
    };
    struct Column {
        Qt::AlignmentFlag alignment = Qt::AlignmentFlag(0);
        bool onlyNumbers = true;
        bool anyNumber = false;
    };

    void placeEmptyItem();
    void place(MarkdownKind kind);
    void judgeColumn(const QString &cell);
    void finishTable();

    QList<MarkdownBlock> m_blocks;
    MarkdownBlock m_block;
    bool m_open = false;
    InlineHtml m_inline;
    QList<List> m_lists;
    QString m_marker; ///< of the item that has no block yet
    int m_quotes = 0;
    QList<Column> m_columns;
    qsizetype m_cells = 0;
};

} // namespace alcove::app
