#include "app/markdown/markdown_blocks.h"
#include "tests/work_clock.h"

#include <QTest>

using namespace alcove::app;

class TestMarkdownBlocks : public QObject {
    Q_OBJECT

private slots:
    void inlineMarkdownBecomesRichText_data();
    void inlineMarkdownBecomesRichText();
    void everyKindOfBlockIsRecognised();
    void aFenceKeepsLanguageAndText();
    void listsAreFlattenedWithDepthAndMarker();
    void aLooseItemGoesOnWithoutMarker();
    void anItemThatBeginsWithCodeShowsItsMarker();
    void anEmptyItemIsShown();
    void tasksShowTheirBox();
    void quotesCountTheirDepth();
    void tableCellsHoldRichText();
    void columnsOfNumbersStandRight();
    void aColumnKeepsTheAlignmentItAsksFor();
    void aTableOutOfProportionIsShownAsText();
    void directionFollowsTheFirstStrongLetter_data();
    void directionFollowsTheFirstStrongLetter();
    void aLinkDefinitionStaysVisible();
    void hostileTextTakesBoundedTime_data();
    void hostileTextTakesBoundedTime();
};

namespace {

QList<MarkdownBlock> blocksOf(const QString &markdown)
{
    return parseMarkdown(markdown);
}

} // namespace

void TestMarkdownBlocks::inlineMarkdownBecomesRichText_data()
{
    QTest::addColumn<QString>("markdown");
    QTest::addColumn<QString>("html");
    QTest::newRow("emphasis") << "a *b* **c** ~~d~~ `e`" << "a <i>b</i> <b>c</b> <s>d</s> <code>e</code>";
    QTest::newRow("nested") << "***x***" << "<i><b>x</b></i>";
    QTest::newRow("line feed") << "roses\nviolets" << "roses<br>violets";
    QTest::newRow("raw html") << "a <script>alert(1)</script>"
                              << "a &lt;script&gt;alert(1)&lt;/script&gt;";
    QTest::newRow("html block") << "<div onload=x>\nhi</div>" << "&lt;div onload=x&gt;<br>hi&lt;/div&gt;";
    QTest::newRow("line break tag") << "a<br>b" << "a<br>b";
    QTest::newRow("link") << "[a](https://example.org)" << "<a href=\"https://example.org\">a</a>";
    QTest::newRow("script link") << "[a](javascript:x)" << "a (javascript:x)";
    QTest::newRow("script link with entities") << "[a](java&#115;cript&#58;x)" << "a (javascript:x)";
    QTest::newRow("bare address") << "see https://example.org."
                                  << "see <a href=\"https://example.org\">https://example.org</a>.";
    QTest::newRow("picture") << "![a *b*](https://example.org/x.png)"
                             << "a <i>b</i> (<a href=\"https://example.org/x.png\">"
                                "https://example.org/x.png</a>)";
    QTest::newRow("local picture") << "![a](file:///etc/passwd)" << "a (file:///etc/passwd)";
    QTest::newRow("quotes in an address") << "[a](https://example.org/\"x)"
                                          << "<a href=\"https://example.org/%22x\">a</a>";
    QTest::newRow("entities") << "&lt;b&gt; &amp; &copy; &nosuch;" << "&lt;b&gt; &amp; © &amp;nosuch;";
    QTest::newRow("code is literal") << "`<b> & &amp;`" << "<code>&lt;b&gt; &amp; &amp;amp;</code>";
    QTest::newRow("formula stays as source") << "$a_1 * b_2 * c$" << "$a_1 * b_2 * c$";
    QTest::newRow("null character") << QString("a") + QChar(0) + "b" << "a\uFFFDb";
}

void TestMarkdownBlocks::inlineMarkdownBecomesRichText()
{
    QFETCH(QString, markdown);
    const QList<MarkdownBlock> blocks = parseMarkdown(markdown);
    QCOMPARE(blocks.size(), 1);
    QCOMPARE(blocks[0].kind, MarkdownKind::Paragraph);
    QTEST(blocks[0].html, "html");
}

void TestMarkdownBlocks::everyKindOfBlockIsRecognised()
{
    const QList<MarkdownBlock> blocks =
        blocksOf("### Head\ntext\n\n---\n- item\n\n```\ncode\n```\n| a |\n|---|\n| b |\n");
    QList<MarkdownKind> kinds;
    for (const MarkdownBlock &block : blocks)
        kinds += block.kind;
    const QList<MarkdownKind> expected{MarkdownKind::Heading, MarkdownKind::Paragraph, MarkdownKind::Rule,
        MarkdownKind::ListItem, MarkdownKind::Code, MarkdownKind::Table};
    QCOMPARE(kinds, expected);
    QCOMPARE(blocks[0].level, 3);
    QCOMPARE(blocks[0].html, "Head");
}

void TestMarkdownBlocks::aFenceKeepsLanguageAndText()
{
    const QList<MarkdownBlock> blocks = blocksOf("```c++ title=x\nint *a;\n\n  <b>&amp;\n```");
    QCOMPARE(blocks.size(), 1);
    QCOMPARE(blocks[0].language, "c++");
    QCOMPARE(blocks[0].code, "int *a;\n\n  <b>&amp;");
}

void TestMarkdownBlocks::listsAreFlattenedWithDepthAndMarker()
{
    const QList<MarkdownBlock> blocks = blocksOf("- a\n  - b\n    - c\n      - d\n3. x\n4. y\n   1) z");
    QStringList lines;
    for (const MarkdownBlock &block : blocks) {
        QCOMPARE(block.kind, MarkdownKind::ListItem);
        lines += QString("%1 %2 %3").arg(block.indent).arg(block.marker, block.html);
    }
    const QStringList expected{"1 • a", "2 ◦ b", "3 ▪ c", "4 ▪ d", "1 3. x", "1 4. y", "2 1. z"};
    QCOMPARE(lines, expected);
}

void TestMarkdownBlocks::aLooseItemGoesOnWithoutMarker()
{
    const QList<MarkdownBlock> blocks = blocksOf("- a\n\n  b\n\n- c");
    QCOMPARE(blocks.size(), 3);
    QCOMPARE(blocks[1].kind, MarkdownKind::ListItem);
    QCOMPARE(blocks[1].marker, "");
    QCOMPARE(blocks[1].indent, 1);
    QCOMPARE(blocks[2].marker, "•");
}

void TestMarkdownBlocks::anItemThatBeginsWithCodeShowsItsMarker()
{
    const QList<MarkdownBlock> blocks = blocksOf("1. ```\n   x\n   ```");
    QCOMPARE(blocks.size(), 2);
    QCOMPARE(blocks[0].kind, MarkdownKind::ListItem);
    QCOMPARE(blocks[0].marker, "1.");
    QCOMPARE(blocks[1].kind, MarkdownKind::Code);
    QCOMPARE(blocks[1].indent, 1);
    QCOMPARE(blocks[1].code, "x");
}

void TestMarkdownBlocks::anEmptyItemIsShown()
{
    const QList<MarkdownBlock> blocks = blocksOf("- a\n-\n- c");
    QCOMPARE(blocks.size(), 3);
    QCOMPARE(blocks[1].marker, "•");
    QCOMPARE(blocks[1].html, "");
}

void TestMarkdownBlocks::tasksShowTheirBox()
{
    const QList<MarkdownBlock> blocks = blocksOf("- [ ] a\n- [x] b");
    QCOMPARE(blocks.size(), 2);
    QCOMPARE(blocks[0].marker, "☐");
    QCOMPARE(blocks[1].marker, "☑");
    QCOMPARE(blocks[1].html, "b");
}

void TestMarkdownBlocks::quotesCountTheirDepth()
{
    const QList<MarkdownBlock> blocks = blocksOf("> a\n>\n> > b\n\nc");
    QCOMPARE(blocks.size(), 3);
    QCOMPARE(blocks[0].quoteDepth, 1);
    QCOMPARE(blocks[1].quoteDepth, 2);
    QCOMPARE(blocks[2].quoteDepth, 0);
}

void TestMarkdownBlocks::tableCellsHoldRichText()
{
    const QList<MarkdownBlock> blocks =
        blocksOf("| **a** | b |\n|---|---|\n| x \\| y | `z`<br>w |\n| only |\n");
    QCOMPARE(blocks.size(), 1);
    const QList<QStringList> expected{{"<b>a</b>", "b"}, {"x | y", "<code>z</code><br>w"}, {"only", ""}};
    QCOMPARE(blocks[0].cells, expected);
}

void TestMarkdownBlocks::columnsOfNumbersStandRight()
{
    const QList<MarkdownBlock> blocks =
        blocksOf("| Name | 2024 | Share | Mixed | Empty |\n|---|---|---|---|---|\n"
                 "| a | 1,200 | −3.5 % | 1 | |\n| b | 7 | **+4 %** | one | |\n");
    const QList<int> expected{Qt::AlignLeft, Qt::AlignRight, Qt::AlignRight, Qt::AlignLeft, Qt::AlignLeft};
    QCOMPARE(blocks[0].alignments, expected);
}

void TestMarkdownBlocks::aColumnKeepsTheAlignmentItAsksFor()
{
    const QList<MarkdownBlock> blocks = blocksOf("|a|b|c|\n|:--|:-:|--:|\n|1|2|x|\n");
    const QList<int> expected{Qt::AlignLeft, Qt::AlignHCenter, Qt::AlignRight};
    QCOMPARE(blocks[0].alignments, expected);
}

void TestMarkdownBlocks::aTableOutOfProportionIsShownAsText()
{
    const QString head = QString("|a").repeated(120) + "|\n" + QString("|-").repeated(120) + "|\n";
    const QString text = head + QString("|\n").repeated(10'000);
    const QList<MarkdownBlock> blocks = parseMarkdown(text);
    qsizetype cells = 0;
    for (const MarkdownBlock &block : blocks)
        for (const QStringList &row : block.cells)
            cells += row.size();
    QVERIFY2(cells <= 20'000, qPrintable(QString::number(cells)));
    QVERIFY(blocks[0].html.contains("|a|a"));
}

void TestMarkdownBlocks::directionFollowsTheFirstStrongLetter_data()
{
    QTest::addColumn<QString>("markdown");
    QTest::addColumn<bool>("rightToLeft");
    QTest::newRow("Latin") << "hello مرحبا" << false;
    QTest::newRow("Arabic") << "مرحبا hello" << true;
    QTest::newRow("Hebrew after figures") << "12. שלום" << true;
    QTest::newRow("emphasis first") << "**مرحبا** x" << true;
    QTest::newRow("item") << "- مرحبا" << true;
    QTest::newRow("heading") << "# مرحبا" << true;
    QTest::newRow("table") << "| اسم | b |\n|---|---|\n| c | d |" << true;
    QTest::newRow("code") << "```\nمرحبا\n```" << false;
    QTest::newRow("figures alone") << "12" << false;
}

void TestMarkdownBlocks::directionFollowsTheFirstStrongLetter()
{
    QFETCH(QString, markdown);
    const QList<MarkdownBlock> blocks = parseMarkdown(markdown);
    QTEST(blocks[0].rightToLeft, "rightToLeft");
}

void TestMarkdownBlocks::aLinkDefinitionStaysVisible()
{
    const QList<MarkdownBlock> blocks = blocksOf("See [it][1].\n\n[1]: https://example.org");
    QCOMPARE(blocks.size(), 2);
    QCOMPARE(blocks[0].html, "See [it][1].");
    QCOMPARE(blocks[1].html, "[1]: <a href=\"https://example.org\">https://example.org</a>");
}

void TestMarkdownBlocks::hostileTextTakesBoundedTime_data()
{
    QTest::addColumn<QString>("markdown");
    QTest::newRow("a megabyte without line feed") << QString("abcdefghi ").repeated(100'000);
    QTest::newRow("a megabyte without a space") << QString(1'000'000, u'x');
    QTest::newRow("brackets") << QString(10'000, u'[');
    QTest::newRow("bracket pairs") << QString(10'000, u'[') + QString(10'000, u']');
    QTest::newRow("open links") << QString("[a](").repeated(10'000);
    QTest::newRow("pictures in pictures")
        << QString("![").repeated(10'000) + QString("](x)").repeated(10'000);
    QTest::newRow("deep quotes") << QString(10'000, u'>') + "x";
    QTest::newRow("deep quotes on many lines") << (QString(1'000, u'>') + "x\n").repeated(300);
    QTest::newRow("deep list on one line") << QString("- ").repeated(10'000) + "x";
    QString staircase;
    for (int depth = 0; depth < 500; ++depth)
        staircase += QString(2 * depth, u' ') + "- x\n";
    QTest::newRow("staircase of lists") << staircase;
    QTest::newRow("stars") << QString("*a **a ").repeated(50'000);
    QTest::newRow("alternating stars") << QString("*_").repeated(50'000);
    QString ticks;
    for (int length = 1; length < 400; ++length)
        ticks += QString(length, u'`') + "x";
    QTest::newRow("ticks of every length") << ticks;
    QTest::newRow("tags") << QString("<a ").repeated(50'000);
    QTest::newRow("comments") << QString("<!-- ").repeated(50'000);
    QTest::newRow("entities") << QString("&a").repeated(100'000);
    QTest::newRow("dollars") << QString("$a ").repeated(50'000);
    QTest::newRow("table of bars") << QString(20'000, u'|') + "\n" + QString("|-").repeated(20'000);
    QTest::newRow("open fences") << QString("~~~\n```\n").repeated(50'000);
    QTest::newRow("addresses") << QString("http://a").repeated(20'000) + QString("@a.").repeated(20'000);
}

void TestMarkdownBlocks::hostileTextTakesBoundedTime()
{
    QFETCH(QString, markdown);
    const alcove::test::WorkClock timer;
    const QList<MarkdownBlock> blocks = parseMarkdown(markdown);
    QVERIFY(!blocks.isEmpty());
    QVERIFY2(timer.elapsed() < 2'000, qPrintable(QString("%1 ms").arg(timer.elapsed())));
    for (const MarkdownBlock &block : blocks) {
        QVERIFY(block.indent <= 8);
        QVERIFY(block.quoteDepth <= 8);
    }
}

QTEST_APPLESS_MAIN(TestMarkdownBlocks)
#include "tst_markdown_blocks.moc"
