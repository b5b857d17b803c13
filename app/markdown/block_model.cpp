#include "app/markdown/block_model.h"

namespace alcove::app {

BlockModel::BlockModel(const CodeHighlighter *highlighter, QObject *parent)
    : QAbstractListModel(parent)
    , m_highlighter(highlighter)
{}

void BlockModel::setMarkdown(const QString &markdown)
{
    beginResetModel();
    m_markdown = markdown;
    m_blocks = parseMarkdown(markdown);
    endResetModel();
    emit countChanged();
}

void BlockModel::setCodeColours(const QList<QColor> &colours)
{
    m_codeColours = colours;
    emit codeColoursChanged();
}

int BlockModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : count();
}

QVariant BlockModel::data(const QModelIndex &index, int role) const
{
    const MarkdownBlock &block = m_blocks[index.row()];
    switch (role) {
    case KindRole:
        return QVariant::fromValue(BlockKind(block.kind));
    case HtmlRole:
        return block.html;
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

} // namespace alcove::app
