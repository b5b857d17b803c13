#include "app/markdown/block_builder.h"

#include <algorithm>

namespace alcove::app {

namespace {

constexpr int kDeepest = 8;

bool isNumber(const QString &text)
{
    constexpr QStringView kSigns = u"+-−–.,'’%‰€$£¥≈~×/ \u00A0\u202F";
    const bool allSigns =
        std::ranges::all_of(text, [&](QChar c) { return c.isDigit() || kSigns.contains(c); });
    return allSigns && std::ranges::any_of(text, [](QChar c) { return c.isDigit(); });
}

QString bullet(qsizetype depth)
{
    constexpr QStringView kBullets = u"•◦▪";
    return QString(kBullets[std::min(depth, kBullets.size()) - 1]);
}

} // namespace

void BlockBuilder::leaveQuote()
{
    end();
    --m_quotes;
}

void BlockBuilder::enterList(std::optional<unsigned> firstNumber)
{
    end();
    m_lists += List{firstNumber};
}

void BlockBuilder::leaveList()
{
    end();
    m_lists.removeLast();
}

void BlockBuilder::enterItem(Task task)
{
    end();
    auto &number = m_lists.last().nextNumber;
    if (task != Task::None)
        m_marker = task == Task::Open ? QStringLiteral("☐") : QStringLiteral("☑");
    else if (number)
        m_marker = QStringLiteral("%1.").arg(*number);
    else
        m_marker = bullet(m_lists.size());
    if (number)
        ++*number;
}

void BlockBuilder::leaveItem()
{
    end();
    placeEmptyItem();
}

void BlockBuilder::begin(MarkdownKind kind)
{
    end();
    if (kind == MarkdownKind::Paragraph && !m_lists.isEmpty())
        kind = MarkdownKind::ListItem;
    if (kind != MarkdownKind::ListItem)
        placeEmptyItem();
    place(kind);
    m_open = true;
}

/// An item that begins with code, a table, a heading still shows its marker.
void BlockBuilder::placeEmptyItem()
{
    if (m_marker.isEmpty())
        return;
    place(MarkdownKind::ListItem);
    m_blocks += std::move(m_block);
}

void BlockBuilder::place(MarkdownKind kind)
{
    m_block = {};
    m_block.kind = kind;
    m_block.indent = int(std::min(m_lists.size(), qsizetype(kDeepest)));
    m_block.quoteDepth = std::min(m_quotes, kDeepest);
    if (kind == MarkdownKind::ListItem)
        m_block.marker = std::exchange(m_marker, {});
    m_inline = {};
    m_columns.clear();
}

void BlockBuilder::end()
{
    if (!std::exchange(m_open, false))
        return;
    if (m_block.kind == MarkdownKind::Table) {
        finishTable();
    } else if (m_block.kind == MarkdownKind::Code) {
        if (m_block.code.endsWith(u'\n'))
            m_block.code.chop(1);
    } else {
        m_block.rightToLeft = m_inline.rightToLeft();
        m_block.html = m_inline.finish();
    }
    m_blocks += std::move(m_block);
}

void BlockBuilder::beginCell(Qt::AlignmentFlag alignment)
{
    const bool inHead = m_block.cells.size() == 1;
    if (inHead)
        m_columns += Column{.alignment = alignment};
    m_inline = {};
    ++m_cells;
}

void BlockBuilder::endCell()
{
    if (incomplete())
        return;
    const bool firstWords = !m_block.rightToLeft && m_block.cells.size() == 1;
    if (firstWords)
        m_block.rightToLeft = m_inline.rightToLeft();
    judgeColumn(m_inline.plainText().trimmed());
    m_block.cells.last() += m_inline.finish();
    m_inline = {};
}

void BlockBuilder::judgeColumn(const QString &cell)
{
    const qsizetype column = m_block.cells.last().size();
    const bool inHead = m_block.cells.size() == 1;
    if (inHead || cell.isEmpty() || column >= m_columns.size())
        return;
    const bool number = isNumber(cell);
    m_columns[column].onlyNumbers &= number;
    m_columns[column].anyNumber |= number;
}

void BlockBuilder::finishTable()
{
    for (const Column &column : m_columns) {
        const bool numbers = column.onlyNumbers && column.anyNumber;
        const Qt::AlignmentFlag chosen = numbers ? Qt::AlignRight : Qt::AlignLeft;
        m_block.alignments += column.alignment == Qt::AlignmentFlag(0) ? chosen : column.alignment;
    }
}

InlineHtml &BlockBuilder::inlineHtml()
{
    if (!m_open)
        begin(MarkdownKind::Paragraph);
    return m_inline;
}

} // namespace alcove::app
