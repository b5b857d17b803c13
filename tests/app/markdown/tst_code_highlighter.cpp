#include "app/markdown/code_highlighter.h"
#include "tests/work_clock.h"

#include <QTest>
#include <QTextDocument>

using namespace alcove::app;

namespace {

const QList<QColor> kColours{"#000001", "#000002", "#000003", "#000004", "#000005", "#000006", "#000007"};

QString colour(CodeHighlighter::Colour index)
{
    return kColours[index].name();
}

} // namespace

class TestCodeHighlighter : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { m_highlighter.emplace(); }

    void wordsGetTheColourOfTheirKind_data();
    void wordsGetTheColourOfTheirKind();
    void namesOfLanguagesAreUnderstood_data();
    void namesOfLanguagesAreUnderstood();
    void unknownLanguagesHaveNoColours();
    void languagesAreCalledByTheirNames_data();
    void languagesAreCalledByTheirNames();
    void codeCannotBecomeMarkup();
    void aTextDocumentShowsTheCodeUnchanged();
    void colouringAGrowingBlockEqualsColouringTheWhole();
    void longCodeHasNoColours();
    void longLinesHaveNoColours();
    void hostileCodeTakesBoundedTime_data();
    void hostileCodeTakesBoundedTime();

private:
    QString html(const QString &code, const QString &language) const
    {
        HighlightedCode progress;
        return m_highlighter->html(code, language, kColours, progress);
    }

    std::optional<CodeHighlighter> m_highlighter;
};

void TestCodeHighlighter::wordsGetTheColourOfTheirKind_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("word");
    QTest::addColumn<CodeHighlighter::Colour>("expected");
    QTest::newRow("keyword") << "cpp" << "return x;" << "return" << CodeHighlighter::Keyword;
    QTest::newRow("type") << "cpp" << "int x;" << "int" << CodeHighlighter::Type;
    QTest::newRow("number") << "cpp" << "x = 42;" << "42" << CodeHighlighter::Number;
    QTest::newRow("string") << "python" << "x = 'abc'" << "'abc'" << CodeHighlighter::String;
    QTest::newRow("comment") << "python" << "# abc" << "# abc" << CodeHighlighter::Comment;
    QTest::newRow("function") << "bash" << "echo a" << "echo" << CodeHighlighter::Type;
}

void TestCodeHighlighter::wordsGetTheColourOfTheirKind()
{
    QFETCH(QString, language);
    QFETCH(QString, code);
    QFETCH(QString, word);
    QFETCH(CodeHighlighter::Colour, expected);
    const QString coloured = html(code, language);
    QVERIFY2(coloured.contains(QString("<span style=\"color:%1\">%2").arg(colour(expected), word)),
        qPrintable(coloured));
}

void TestCodeHighlighter::namesOfLanguagesAreUnderstood_data()
{
    QTest::addColumn<QString>("code");
    const char *const kLines[][2] = {{"c", "return 1;"}, {"c++", "return 1;"}, {"cpp", "return 1;"},
        {"C#", "return 1;"}, {"csharp", "return 1;"}, {"java", "return 1;"}, {"js", "return 1;"},
        {"javascript", "return 1;"}, {"ts", "return 1;"}, {"typescript", "return 1;"}, {"py", "return 1"},
        {"Python", "return 1"}, {"rust", "return 1;"}, {"rs", "return 1;"}, {"go", "return 1"},
        {"golang", "return 1"}, {"kotlin", "return 1"}, {"swift", "return 1"}, {"php", "<?php return 1;"},
        {"rb", "return 1"}, {"ruby", "return 1"}, {"sh", "if true; then"}, {"bash", "if true; then"},
        {"shell", "if true; then"}, {"zsh", "if true; then"}, {"powershell", "if (1) {}"},
        {"json", "{\"a\": 1}"}, {"yaml", "a: 1"}, {"yml", "a: 1"}, {"html", "<b>x</b>"}, {"xml", "<b>x</b>"},
        {"css", "a { color: red; }"}, {"sql", "SELECT 1"}, {"cmake", "set(A 1)"},
        {"dockerfile", "FROM debian"}, {"makefile", "A = 1"}, {"diff", "--- a\n+++ b\n@@ -1 +1 @@\n-x\n+y"},
        {"toml", "a = 1"}, {"ini", "a=1"}, {"lua", "return 1"}, {"r", "x <- 1"}, {"qml", "Item { width: 1 }"},
        {"haskell", "x = 1"}, {"latex", "\\section{a}"}};
    for (const auto &[language, code] : kLines)
        QTest::newRow(language) << QString(code);
}

void TestCodeHighlighter::namesOfLanguagesAreUnderstood()
{
    QFETCH(QString, code);
    QVERIFY(html(code, QTest::currentDataTag()).contains("color:"));
}

void TestCodeHighlighter::unknownLanguagesHaveNoColours()
{
    for (const char *language : {"", "text", "plaintext", "nosuchlanguage", "../../etc/passwd", "*"})
        QVERIFY2(!html("return 1;", language).contains("color:"), language);
}

void TestCodeHighlighter::languagesAreCalledByTheirNames_data()
{
    QTest::addColumn<QString>("name");
    const char *const kNames[][2] = {{"python", "Python"}, {"py", "Python"}, {"cpp", "C++"}, {"c++", "C++"},
        {"js", "JavaScript"}, {"javascript", "JavaScript"}, {"ts", "TypeScript"}, {"csharp", "C#"},
        {"rs", "Rust"}, {"golang", "Go"}, {"sh", "Bash"}, {"html", "HTML"}, {"json", "JSON"}, {"sql", "SQL"},
        {"yaml", "YAML"}, {"text", "text"}, {"nosuchlanguage", "nosuchlanguage"}, {"<b>x</b>", "<b>x</b>"}};
    for (const auto &[language, name] : kNames)
        QTest::newRow(language) << QString(name);
}

void TestCodeHighlighter::languagesAreCalledByTheirNames()
{
    QFETCH(QString, name);
    QCOMPARE(m_highlighter->languageName(QTest::currentDataTag()), name);
    QCOMPARE(m_highlighter->languageName({}), QString());
}

void TestCodeHighlighter::codeCannotBecomeMarkup()
{
    for (const char *language : {"cpp", "html", "text"}) {
        const QString coloured = html("a<b>\"</div><img src=x>&amp;", language);
        QVERIFY(!coloured.contains("<b>"));
        QVERIFY(!coloured.contains("<img"));
        QVERIFY(coloured.contains("&amp;amp;"));
    }
}

void TestCodeHighlighter::aTextDocumentShowsTheCodeUnchanged()
{
    const QString code = "int  main()\n{\n\n\treturn 'a' < 1;   // x\n}";
    QTextDocument document;
    document.setHtml(html(code, "cpp"));
    QCOMPARE(document.toPlainText(), code);
    document.setHtml(html(code, "text"));
    QCOMPARE(document.toPlainText(), code);
}

void TestCodeHighlighter::colouringAGrowingBlockEqualsColouringTheWhole()
{
    const QString code = "/* a\n b */\nint x = R\"(\nreturn\n)\";\n# if 0\nreturn\n";
    HighlightedCode progress;
    QString grown;
    for (qsizetype length = 1; length <= code.size(); ++length)
        grown = m_highlighter->html(code.first(length), "cpp", kColours, progress);
    QCOMPARE(grown, html(code, "cpp"));
    QCOMPARE(progress.finishedLength, code.size());
}

void TestCodeHighlighter::longCodeHasNoColours()
{
    const QString line = "return 1;\n";
    QVERIFY(html(line.repeated(20'000), "cpp").contains("color:"));
    QVERIFY(!html(line.repeated(20'001), "cpp").contains("color:"));
}

void TestCodeHighlighter::longLinesHaveNoColours()
{
    QVERIFY(html(QString("1+").repeated(900), "cpp").contains("color:"));
    QVERIFY(!html(QString("1+").repeated(1'100), "cpp").contains("color:"));
}

void TestCodeHighlighter::hostileCodeTakesBoundedTime_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<QString>("code");
    const QList<QPair<const char *, QString>> codes{
        {"brackets", (QString(1'900, u'(') + "\n").repeated(100)},
        {"quotes", (QString("\"'").repeated(900) + "\n").repeated(100)},
        {"words", (QString("aaaa ").repeated(380) + "\n").repeated(100)},
        {"backslashes", (QString("\\").repeated(1'900) + "\n").repeated(100)},
    };
    for (const char *language : {"cpp", "python", "bash", "html", "markdown", "javascript"})
        for (const auto &[name, code] : codes)
            QTest::addRow("%s in %s", name, language) << language << code;
}

void TestCodeHighlighter::hostileCodeTakesBoundedTime()
{
    QFETCH(QString, language);
    QFETCH(QString, code);
    const alcove::test::WorkClock timer;
    html(code, language);
    QVERIFY2(timer.elapsed() < 2'000, qPrintable(QString("%1 ms").arg(timer.elapsed())));
}

QTEST_MAIN(TestCodeHighlighter)
#include "tst_code_highlighter.moc"
