#include "app/markdown/block_model.h"

#include "app/markdown/growing_markdown.h"
#include "app/markdown/inline_html.h"
#include "app/markdown/markdown_segments.h"

namespace alcove::app {

namespace {

QList<int> differingRoles(const MarkdownBlock &before, const MarkdownBlock &after)
{
    QList<int> roles;
    const auto compare = [&](auto member, std::initializer_list<int> affected) {
        if (before.*member != after.*member)
            roles += affected;
    };
    compare(&MarkdownBlock::html, {BlockModel::HtmlRole});
    compare(&MarkdownBlock::level, {BlockModel::LevelRole});
    compare(&MarkdownBlock::language, {BlockModel::LanguageRole, BlockModel::CodeHtmlRole});
    compare(&MarkdownBlock::code, {BlockModel::CodeRole, BlockModel::CodeHtmlRole});
    compare(&MarkdownBlock::cells, {BlockModel::CellsRole});
    compare(&MarkdownBlock::alignments, {BlockModel::AlignmentsRole});
    compare(&MarkdownBlock::indent, {BlockModel::IndentRole});
    compare(&MarkdownBlock::marker, {BlockModel::MarkerRole});
    compare(&MarkdownBlock::quoteDepth, {BlockModel::QuoteDepthRole});
    compare(&MarkdownBlock::rightToLeft, {BlockModel::RightToLeftRole});
    return roles;
}

bool continues(const MarkdownBlock &before, const MarkdownBlock &after)
{
    return before.language == after.language && after.code.startsWith(before.code);
}

QVariant cellRows(const QList<QStringList> &cells)
{
    QVariantList rows;
    rows.reserve(cells.size());
    for (const QStringList &row : cells)
        rows += QVariant(row);
    return rows;
}

} // namespace

BlockModel::BlockModel(const CodeHighlighter *highlighter, QObject *parent)
    : QAbstractListModel(parent)
    , m_highlighter(highlighter)
{
    m_moreColours.setSingleShot(true);
    m_moreColours.setInterval(0);
    connect(&m_moreColours, &QTimer::timeout, this, &BlockModel::askForMoreColours);
}

void BlockModel::setMarkdown(const QString &markdown, TextState state)
{
    const bool goesOn =
        markdown.size() >= m_finishedText &&
        QStringView(markdown).first(m_finishedText) == QStringView(m_markdown).first(m_finishedText);
    const qsizetype from = goesOn ? m_finishedText : 0;
    const qsizetype firstRow = goesOn ? m_finishedRows : 0;
    m_markdown = markdown;

    QList<MarkdownBlock> blocks;
    m_finishedText = from;
    m_finishedRows = firstRow;
    const QList<MarkdownSegment> segments = markdownSegments(markdown, from);
    for (const MarkdownSegment &segment : segments) {
        m_finishedText = segment.begin;
        m_finishedRows = firstRow + blocks.size();
        const QStringView text = QStringView(markdown).sliced(segment.begin, segment.end - segment.begin);
        const bool open = state == TextState::Growing && segment == segments.last();
        blocks += open ? parseMarkdownSegment(drawableWhileGrowing(text)) : parseMarkdownSegment(text);
    }
    replaceRowsFrom(firstRow, blocks);
}

void BlockModel::replaceRowsFrom(qsizetype firstRow, const QList<MarkdownBlock> &blocks)
{
    const qsizetype countBefore = m_blocks.size();
    // Views choose a delegate by kind and do not choose again: a row of another kind is another row.
    qsizetype row = firstRow;
    qsizetype next = 0;
    for (; row < m_blocks.size() && next < blocks.size(); ++row, ++next) {
        if (m_blocks[row].kind != blocks[next].kind)
            break;
        changeRow(row, blocks[next]);
    }
    removeRowsFrom(row);
    appendRows(blocks.sliced(next));
    if (m_blocks.size() != countBefore)
        emit countChanged();
}

void BlockModel::changeRow(qsizetype row, const MarkdownBlock &block)
{
    const QList<int> roles = differingRoles(m_blocks[row], block);
    if (roles.isEmpty())
        return;
    if (!continues(m_blocks[row], block))
        m_highlighted.remove(row);
    m_blocks[row] = block;
    const QModelIndex changed = index(int(row));
    emit dataChanged(changed, changed, roles);
}

void BlockModel::removeRowsFrom(qsizetype firstRow)
{
    if (firstRow >= m_blocks.size())
        return;
    beginRemoveRows({}, int(firstRow), count() - 1);
    m_blocks.resize(firstRow);
    m_highlighted.removeIf([firstRow](auto entry) { return entry.key() >= firstRow; });
    endRemoveRows();
}

void BlockModel::appendRows(const QList<MarkdownBlock> &blocks)
{
    if (blocks.isEmpty())
        return;
    beginInsertRows({}, count(), int(m_blocks.size() + blocks.size()) - 1);
    m_blocks += blocks;
    endInsertRows();
}

void BlockModel::setCodeColours(const QList<QColor> &colours)
{
    if (m_codeColours == colours)
        return;
    m_codeColours = colours;
    m_highlighted.clear();
    emit codeColoursChanged();
    if (!m_blocks.isEmpty())
        emit dataChanged(index(0), index(count() - 1), {CodeHtmlRole});
}

int BlockModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : count();
}

QVariant BlockModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const MarkdownBlock &block = m_blocks[index.row()];
    switch (role) {
    case KindRole:
        return QVariant::fromValue(BlockKind(block.kind));
    case HtmlRole:
        return block.html;
    case LevelRole:
        return block.level;
    case LanguageRole:
        return m_highlighter == nullptr ? block.language : m_highlighter->languageName(block.language);
    case CodeRole:
        return block.code;
    case CodeHtmlRole:
        return codeHtml(index.row());
    case CellsRole:
        return cellRows(block.cells);
    case AlignmentsRole:
        return QVariant::fromValue(block.alignments);
    case IndentRole:
        return block.indent;
    case MarkerRole:
        return block.marker;
    case QuoteDepthRole:
        return block.quoteDepth;
    case RightToLeftRole:
        return block.rightToLeft;
    default:
        return {};
    }
}

QHash<int, QByteArray> BlockModel::roleNames() const
{
    return {{KindRole, "kind"}, {HtmlRole, "html"}, {LevelRole, "level"}, {LanguageRole, "language"},
        {CodeRole, "code"}, {CodeHtmlRole, "codeHtml"}, {CellsRole, "cells"}, {AlignmentsRole, "alignments"},
        {IndentRole, "indent"}, {MarkerRole, "marker"}, {QuoteDepthRole, "quoteDepth"},
        {RightToLeftRole, "rightToLeft"}};
}

QString BlockModel::codeHtml(qsizetype row) const
{
    const MarkdownBlock &block = m_blocks[row];
    if (block.kind != MarkdownKind::Code)
        return {};
    if (m_highlighter == nullptr)
        return CodeHighlighter::plainHtml(block.code);
    HighlightedCode &progress = m_highlighted[row];
    const QString html = m_highlighter->html(block.code, block.language, m_codeColours, progress);
    if (!progress.complete)
        m_moreColours.start();
    return html;
}

void BlockModel::askForMoreColours()
{
    const QHash<qsizetype, HighlightedCode> highlighted = m_highlighted;
    for (auto [row, progress] : highlighted.asKeyValueRange()) {
        if (!progress.complete)
            emit dataChanged(index(int(row)), index(int(row)), {CodeHtmlRole});
    }
}

} // namespace alcove::app
