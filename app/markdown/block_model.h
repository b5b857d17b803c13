#pragma once

#include "app/markdown/code_highlighter.h"
#include "app/markdown/markdown_blocks.h"

#include <QAbstractListModel>
#include <QColor>
#include <QHash>
#include <QTimer>
#include <QtQml/qqmlregistration.h>

namespace alcove::app {

/// The drawable blocks of one message. While its text grows only the last rows change: the rows before
/// the last unfinished top-level block never emit again. GUI thread.
class BlockModel : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("A message hands out its blocks")
    /// Colours of codeHtml, from the theme: [codeText, codeKeyword, codeString, codeNumber, codeComment,
    /// codeFunction, codeType]. Empty: codeHtml has no colours.
    Q_PROPERTY(QList<QColor> codeColours READ codeColours WRITE setCodeColours NOTIFY codeColoursChanged)
    Q_PROPERTY(int count READ count NOTIFY countChanged)

public:
    enum class BlockKind {
        Paragraph = int(MarkdownKind::Paragraph),
        Heading = int(MarkdownKind::Heading),
        Code = int(MarkdownKind::Code),
        Table = int(MarkdownKind::Table),
        ListItem = int(MarkdownKind::ListItem),
        Rule = int(MarkdownKind::Rule),
    };
    Q_ENUM(BlockKind)

    enum Role {
        KindRole = Qt::UserRole + 1, ///< kind: BlockKind
        HtmlRole,                    ///< html: inline Qt rich text
        LevelRole,                   ///< level: 1–6 of a heading
        LanguageRole,                ///< language: the name of a code block's, may be empty
        CodeRole,                    ///< code: plain text
        CodeHtmlRole,                ///< codeHtml: coloured rich text
        CellsRole,                   ///< cells: list of rows of html, the first row is the head
        AlignmentsRole,              ///< alignments: Qt.AlignLeft … by column
        IndentRole,                  ///< indent: 0 outside lists, 1 in a top list, at most 8
        MarkerRole,                  ///< marker: "•", "1.", "☐", "☑"; empty: the item goes on
        QuoteDepthRole,              ///< quoteDepth: how many quotes enclose the block, at most 8
        RightToLeftRole,             ///< rightToLeft: by the first strong letter
    };

    /// `highlighter` may be null (codeHtml without colours), is not owned and must outlive the model.
    explicit BlockModel(const CodeHighlighter *highlighter = nullptr, QObject *parent = nullptr);

    /// Growing: more will follow; what is open at the end (bold, a table, a link) draws as if it were
    /// closed. Complete: every sign means what Markdown says.
    enum class TextState { Complete, Growing };

    /// The whole text so far. When it continues the text before, only its unfinished end is parsed.
    void setMarkdown(const QString &markdown, TextState state = TextState::Complete);
    QString markdown() const { return m_markdown; }

    int count() const { return int(m_blocks.size()); }
    QList<QColor> codeColours() const { return m_codeColours; }
    void setCodeColours(const QList<QColor> &colours);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

signals:
    void codeColoursChanged();
    void countChanged();

private:
    void replaceRowsFrom(qsizetype firstRow, const QList<MarkdownBlock> &blocks);
    void changeRow(qsizetype row, const MarkdownBlock &block);
    void removeRowsFrom(qsizetype firstRow);
    void appendRows(const QList<MarkdownBlock> &blocks);
    QString codeHtml(qsizetype row) const;
    void askForMoreColours();

    const CodeHighlighter *m_highlighter;
    QString m_markdown;
    qsizetype m_finishedText = 0; ///< start of the last unfinished top-level block
    qsizetype m_finishedRows = 0;
    QList<MarkdownBlock> m_blocks;
    QList<QColor> m_codeColours;
    mutable QHash<qsizetype, HighlightedCode> m_highlighted; ///< by row; filled when a view asks
    mutable QTimer m_moreColours; ///< long code is coloured in steps, so that the window never waits
};

} // namespace alcove::app
