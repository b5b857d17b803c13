#include "app/markdown/growing_markdown.h"

#include <QTest>

using namespace alcove::app;

class TestGrowingMarkdown : public QObject {
    Q_OBJECT

private slots:
    void anUnfinishedEndDrawsSensibly_data();
    void anUnfinishedEndDrawsSensibly();
};

void TestGrowingMarkdown::anUnfinishedEndDrawsSensibly_data()
{
    QTest::addColumn<QString>("segment");
    QTest::addColumn<QString>("drawn");
    QTest::newRow("plain") << "some text" << "some text";
    QTest::newRow("open bold") << "a **bold wo" << "a **bold wo**";
    QTest::newRow("open bold before a space") << "a **bold " << "a **bold**";
    QTest::newRow("half closed bold") << "a **bold*" << "a **bold**";
    QTest::newRow("closed bold") << "a **bold** x" << "a **bold** x";
    QTest::newRow("bold that has no text yet") << "a **" << "a";
    QTest::newRow("italic in bold") << "**a *b" << "**a *b***";
    QTest::newRow("strike") << "~~gone" << "~~gone~~";
    QTest::newRow("inline code") << "call `size(" << "call `size(`";
    QTest::newRow("stars in code") << "call `a ** b` now" << "call `a ** b` now";
    QTest::newRow("a product") << "2*3 and 4 * 5" << "2*3 and 4 * 5";
    QTest::newRow("names with underscores") << "snake_case_na" << "snake_case_na";
    QTest::newRow("escaped star") << "\\*a" << "\\*a";
    QTest::newRow("bold of an earlier paragraph line") << "**a\nb" << "**a\nb**";
    QTest::newRow("signs of the item above stay there") << "- **a\n- b" << "- **a\n- b";
    QTest::newRow("open link") << "see [the page](https://exam" << "see the page";
    QTest::newRow("open picture") << "![a cat](https://exam" << "a cat";
    QTest::newRow("a dash may underline a heading") << "text\n-" << "text";
    QTest::newRow("equals, too") << "text\n==" << "text";
    QTest::newRow("an item without text") << "- a\n- " << "- a";
    QTest::newRow("a number without text") << "1. a\n2." << "1. a";
    QTest::newRow("a figure is text") << "42" << "42";
    QTest::newRow("half a fence") << "text\n``" << "text";
    QTest::newRow("inside code nothing changes") << "```\n**a\n-" << "```\n**a\n-";
    QTest::newRow("inside code of an item") << "- x\n  ```\n  **a" << "- x\n  ```\n  **a";
    QTest::newRow("head of a table") << "| a | b" << "| a | b\n|---|---|";
    QTest::newRow("whole head of a table") << "| a | b |\n" << "| a | b |\n|---|---|";
    QTest::newRow("head and half a divider") << "| a | b |\n|--" << "| a | b |\n|---|---|";
    QTest::newRow("row of a table") << "| a | b |\n|---|---|\n| 1" << "| a | b |\n|---|---|\n| 1";
    QTest::newRow("bold in a cell") << "| a |\n|---|\n| **1" << "| a |\n|---|\n| **1**";
}

void TestGrowingMarkdown::anUnfinishedEndDrawsSensibly()
{
    QFETCH(QString, segment);
    QTEST(drawableWhileGrowing(segment).trimmed(), "drawn");
}

QTEST_APPLESS_MAIN(TestGrowingMarkdown)
#include "tst_growing_markdown.moc"
