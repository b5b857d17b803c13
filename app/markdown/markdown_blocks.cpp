#include "app/markdown/markdown_blocks.h"

#include "app/markdown/block_builder.h"
#include "app/markdown/inline_html.h"
#include "app/markdown/markdown_segments.h"

#include <QRegularExpression>

#include <md4c.h>

namespace alcove::app {

namespace {

constexpr unsigned kDialect = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS |
                              MD_FLAG_PERMISSIVEAUTOLINKS | MD_FLAG_LATEXMATHSPANS |
                              MD_FLAG_HARD_SOFT_BREAKS | MD_FLAG_NOHTMLBLOCKS;

BlockBuilder &builder(void *userData)
{
    return *static_cast<BlockBuilder *>(userData);
}

QString fromUtf8(const MD_CHAR *text, MD_SIZE size)
{
    return QString::fromUtf8(text, qsizetype(size));
}

/// An address or a language: its entities are decoded here, md4c only marks them.
QString attributeText(const MD_ATTRIBUTE &attribute)
{
    QString text;
    for (size_t part = 0; attribute.text != nullptr && attribute.substr_offsets[part] < attribute.size;
        ++part) {
        const MD_OFFSET begin = attribute.substr_offsets[part];
        const QString piece = fromUtf8(attribute.text + begin, attribute.substr_offsets[part + 1] - begin);
        text += attribute.substr_types[part] == MD_TEXT_ENTITY ? decodedEntity(piece) : piece;
    }
    return text;
}

void enterList(MD_BLOCKTYPE type, void *detail, BlockBuilder &blocks)
{
    if (type == MD_BLOCK_OL)
        blocks.enterList(static_cast<const MD_BLOCK_OL_DETAIL *>(detail)->start);
    else if (type == MD_BLOCK_UL)
        blocks.enterList(std::nullopt);
    else if (const auto *item = static_cast<const MD_BLOCK_LI_DETAIL *>(detail); item->is_task == 0)
        blocks.enterItem(BlockBuilder::Task::None);
    else
        blocks.enterItem(item->task_mark == ' ' ? BlockBuilder::Task::Open : BlockBuilder::Task::Done);
}

void enterTablePart(MD_BLOCKTYPE type, void *detail, BlockBuilder &blocks)
{
    constexpr Qt::AlignmentFlag kAlignments[] = {
        Qt::AlignmentFlag(0), Qt::AlignLeft, Qt::AlignHCenter, Qt::AlignRight}; // as MD_ALIGN
    if (type == MD_BLOCK_TABLE)
        blocks.begin(MarkdownKind::Table);
    else if (type == MD_BLOCK_TR)
        blocks.beginTableRow();
    else if (type == MD_BLOCK_TH || type == MD_BLOCK_TD)
        blocks.beginCell(kAlignments[static_cast<const MD_BLOCK_TD_DETAIL *>(detail)->align]);
}

int enterBlock(MD_BLOCKTYPE type, void *detail, void *userData)
{
    BlockBuilder &blocks = builder(userData);
    switch (type) {
    case MD_BLOCK_QUOTE:
        blocks.enterQuote();
        break;
    case MD_BLOCK_UL:
    case MD_BLOCK_OL:
    case MD_BLOCK_LI:
        enterList(type, detail, blocks);
        break;
    case MD_BLOCK_HR:
        blocks.begin(MarkdownKind::Rule);
        break;
    case MD_BLOCK_H:
        blocks.begin(MarkdownKind::Heading);
        blocks.setLevel(int(static_cast<const MD_BLOCK_H_DETAIL *>(detail)->level));
        break;
    case MD_BLOCK_CODE:
        blocks.begin(MarkdownKind::Code);
        blocks.setLanguage(attributeText(static_cast<const MD_BLOCK_CODE_DETAIL *>(detail)->lang));
        break;
    case MD_BLOCK_P:
        blocks.begin(MarkdownKind::Paragraph);
        break;
    default:
        enterTablePart(type, detail, blocks);
    }
    return 0;
}

int leaveBlock(MD_BLOCKTYPE type, void *, void *userData)
{
    BlockBuilder &blocks = builder(userData);
    switch (type) {
    case MD_BLOCK_QUOTE:
        blocks.leaveQuote();
        break;
    case MD_BLOCK_UL:
    case MD_BLOCK_OL:
        blocks.leaveList();
        break;
    case MD_BLOCK_LI:
        blocks.leaveItem();
        break;
    case MD_BLOCK_TH:
    case MD_BLOCK_TD:
        blocks.endCell();
        break;
    case MD_BLOCK_P:
    case MD_BLOCK_H:
    case MD_BLOCK_HR:
    case MD_BLOCK_CODE:
    case MD_BLOCK_TABLE:
        blocks.end();
        break;
    default:
        break;
    }
    return 0;
}

std::optional<InlineHtml::Emphasis> emphasisOf(MD_SPANTYPE type)
{
    switch (type) {
    case MD_SPAN_EM:
        return InlineHtml::Emphasis::Italic;
    case MD_SPAN_STRONG:
        return InlineHtml::Emphasis::Bold;
    case MD_SPAN_DEL:
        return InlineHtml::Emphasis::Strike;
    case MD_SPAN_CODE:
        return InlineHtml::Emphasis::Code;
    default:
        return std::nullopt;
    }
}

// Formulas are not drawn: their source stays readable, with the signs around it.
QStringView formulaSign(MD_SPANTYPE type)
{
    if (type == MD_SPAN_LATEXMATH)
        return u"$";
    return type == MD_SPAN_LATEXMATH_DISPLAY ? u"$$" : u"";
}

int enterSpan(MD_SPANTYPE type, void *detail, void *userData)
{
    InlineHtml &html = builder(userData).inlineHtml();
    if (const auto emphasis = emphasisOf(type))
        html.open(*emphasis);
    else if (type == MD_SPAN_A)
        html.openLink(attributeText(static_cast<const MD_SPAN_A_DETAIL *>(detail)->href));
    else if (type == MD_SPAN_IMG)
        html.openPicture();
    else
        html.appendText(formulaSign(type));
    return 0;
}

int leaveSpan(MD_SPANTYPE type, void *detail, void *userData)
{
    InlineHtml &html = builder(userData).inlineHtml();
    if (const auto emphasis = emphasisOf(type))
        html.close(*emphasis);
    else if (type == MD_SPAN_A)
        html.closeLink();
    else if (type == MD_SPAN_IMG)
        html.closePicture(attributeText(static_cast<const MD_SPAN_IMG_DETAIL *>(detail)->src));
    else
        html.appendText(formulaSign(type));
    return 0;
}

int addText(MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *userData)
{
    BlockBuilder &blocks = builder(userData);
    const QString piece = type == MD_TEXT_NULLCHAR ? QString(u'\uFFFD') : fromUtf8(text, size);
    if (blocks.inCodeBlock())
        blocks.appendCode(piece);
    else if (type == MD_TEXT_BR || type == MD_TEXT_SOFTBR)
        blocks.inlineHtml().appendLineBreak();
    else if (type == MD_TEXT_ENTITY)
        blocks.inlineHtml().appendEntity(piece);
    else if (type == MD_TEXT_HTML)
        blocks.inlineHtml().appendRawHtml(piece);
    else
        blocks.inlineHtml().appendText(piece);
    return 0;
}

// A definition ("[1]: https://…") would vanish, its address with it, and what it defines may be long
// finished. The sign in front makes it ordinary text.
QByteArray withoutDefinitions(QStringView segment)
{
    static const QRegularExpression kDefinition(QStringLiteral("\\A\\s*(?=\\[[^\\]]{1,999}\\]:)"));
    const auto definition = kDefinition.matchView(segment);
    if (!definition.hasMatch())
        return segment.toUtf8();
    const qsizetype bracket = definition.capturedEnd();
    return segment.first(bracket).toUtf8() + '\\' + segment.sliced(bracket).toUtf8();
}

QList<MarkdownBlock> plainParagraph(QStringView segment)
{
    BlockBuilder blocks;
    blocks.begin(MarkdownKind::Paragraph);
    blocks.inlineHtml().appendText(segment);
    blocks.end();
    return blocks.take();
}

} // namespace

QList<MarkdownBlock> parseMarkdownSegment(QStringView segment)
{
    const QByteArray text = withoutDefinitions(segment);
    const MD_PARSER parser{.abi_version = 0,
        .flags = kDialect,
        .enter_block = enterBlock,
        .leave_block = leaveBlock,
        .enter_span = enterSpan,
        .leave_span = leaveSpan,
        .text = addText,
        .debug_log = nullptr,
        .syntax = nullptr};
    BlockBuilder blocks;
    const bool parsed = md_parse(text.constData(), MD_SIZE(text.size()), &parser, &blocks) == 0;
    if (!parsed || blocks.incomplete())
        return plainParagraph(segment);
    return blocks.take();
}

QList<MarkdownBlock> parseMarkdown(QStringView markdown)
{
    QList<MarkdownBlock> blocks;
    for (const MarkdownSegment &segment : markdownSegments(markdown, 0))
        blocks += parseMarkdownSegment(markdown.sliced(segment.begin, segment.end - segment.begin));
    return blocks;
}

} // namespace alcove::app
