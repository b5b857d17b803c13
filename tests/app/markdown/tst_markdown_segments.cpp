#include "app/markdown/markdown_segments.h"

#include <QTest>

using namespace alcove::app;

class TestMarkdownSegments : public QObject {
    Q_OBJECT

private slots:
    void cutsOnlyWhereNothingCanChangeAnyMore_data();
    void cutsOnlyWhereNothingCanChangeAnyMore();
    void appendedTextChangesOnlyTheLastSegment();
    void anEndlessLineIsCutIntoBoundedSegments();
    void surrogatePairsStayTogetherInAForcedCut();
    void blankTextHasNoSegments();
    void openCodeIsNeverCut();
};

namespace {

QStringList texts(const QString &text)
{
    QStringList pieces;
    for (const MarkdownSegment &segment : markdownSegments(text, 0))
        pieces += text.sliced(segment.begin, segment.end - segment.begin);
    return pieces;
}

} // namespace

void TestMarkdownSegments::cutsOnlyWhereNothingCanChangeAnyMore_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("segments");
    const auto row = [](const char *name, const char *text, const QStringList &segments) {
        QTest::newRow(name) << QString(text) << segments;
    };
    row("paragraphs", "one\n\ntwo\nthree", {"one\n\n", "two\nthree"});
    row("a paragraph begins with its first letter", "one\n\nt", {"one\n\n", "t"});
    row("a loose list stays together", "- one\n\n- two\n\n  more", {"- one\n\n- two\n\n  more"});
    row("ordered list, too", "1. one\n\n2. two", {"1. one\n\n2. two"});
    row("a figure may still become an item", "1. one\n\n2", {"1. one\n\n2"});
    row("text ends a list", "- one\n\ntext", {"- one\n\n", "text"});
    row("a rule ends a list once its line is complete", "- one\n\n---\n", {"- one\n\n", "---\n"});
    row("a quote after a blank line is another", "> one\n\n> two", {"> one\n\n", "> two"});
    row("a fence interrupts a paragraph", "one\n```\n", {"one\n", "```\n"});
    row("an unfinished fence may be inline code", "one\n```", {"one\n```"});
    row("blank lines in code", "```\na\n\nb\n```\ntext", {"```\na\n\nb\n```\n", "text"});
    row("a longer fence holds a shorter one", "````\n```\n\nb\n````\nc", {"````\n```\n\nb\n````\n", "c"});
    row("a fence inside an item", "- a\n  ```\n  x\n\n  y\n  ```\n- b",
        {"- a\n  ```\n  x\n\n  y\n  ```\n- b"});
    row("a fence at the edge ends a list", "1. a\n```\nx\n```\n2. b", {"1. a\n", "```\nx\n```\n", "2. b"});
    row("indented code goes on", "    a\n\n    b\n\ntext", {"    a\n\n    b\n\n", "text"});
}

void TestMarkdownSegments::cutsOnlyWhereNothingCanChangeAnyMore()
{
    QFETCH(QString, text);
    QTEST(texts(text), "segments");
}

void TestMarkdownSegments::appendedTextChangesOnlyTheLastSegment()
{
    const QString text =
        "# Head\n\nOne *two*\nthree\n\n- a\n  - b\n\n    c\n- d\n\n> q\nlazy\n\n```py\nx\n\ny\n```\n"
        "| a | b |\n|---|---|\n| 1 | 2 |\n\n1. x\n\n   ~~~\n   y\n   ~~~\n\n2. z\n\nend\n";
    QList<MarkdownSegment> before;
    for (qsizetype length = 1; length <= text.size(); ++length) {
        const QList<MarkdownSegment> now = markdownSegments(QStringView(text).first(length), 0);
        for (qsizetype i = 0; i + 1 < before.size(); ++i)
            QCOMPARE(now.value(i), before[i]);
        before = now;
    }
    QCOMPARE(before.size(), 8);
}

void TestMarkdownSegments::anEndlessLineIsCutIntoBoundedSegments()
{
    const QString text = QString("word ").repeated(200'000);
    const QList<MarkdownSegment> segments = markdownSegments(text, 0);
    qsizetype expectedBegin = 0;
    for (const MarkdownSegment &segment : segments) {
        QCOMPARE(segment.begin, expectedBegin);
        QVERIFY(segment.end - segment.begin <= kLongestSegment);
        QVERIFY(text[segment.end - 1] == u' ');
        expectedBegin = segment.end;
    }
    QCOMPARE(expectedBegin, text.size());
}

void TestMarkdownSegments::surrogatePairsStayTogetherInAForcedCut()
{
    const QString text = "x" + QString("😀").repeated(40'000);
    for (const MarkdownSegment &segment : markdownSegments(text, 0))
        QVERIFY(!text[segment.end - 1].isHighSurrogate());
}

void TestMarkdownSegments::blankTextHasNoSegments()
{
    QCOMPARE(markdownSegments(QString("\n \n").repeated(50'000), 0).size(), 0);
}

void TestMarkdownSegments::openCodeIsNeverCut()
{
    const QString text = "```\n" + QString("line\n\n").repeated(20'000);
    QCOMPARE(markdownSegments(text, 0).size(), 1);
}

QTEST_APPLESS_MAIN(TestMarkdownSegments)
#include "tst_markdown_segments.moc"
