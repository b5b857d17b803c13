#include "tests/inference/cli/cli_process.h"

#include <QFile>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace alcove::inference;

namespace {

QJsonArray goldenCases(const QString &name)
{
    QFile file(goldenPath(name));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QJsonDocument::fromJson(file.readAll()).object()["cases"].toArray();
}

} // namespace

/// The commands that need no weights, and the command line itself.
class TestCli : public QObject {
    Q_OBJECT

private slots:
    void helpNamesEveryCommandAndEveryOptionOfTheirs();
    void theVersionIsToldOnAskingForIt();
    void wrongUsageEndsWithTwoAndOneLine_data();
    void wrongUsageEndsWithTwoAndOneLine();
    void failedWorkEndsWithOneAndOneLine_data();
    void failedWorkEndsWithOneAndOneLine();
    void optionsMayStandBeforeAndAfterTheCommand_data();
    void optionsMayStandBeforeAndAfterTheCommand();
    void tokenizeEqualsTheReference();
    void tokenizeReadsStandardInputToItsLastByte_data();
    void tokenizeReadsStandardInputToItsLastByte();
    void typedControlStringsStayTextUnlessAskedFor();
    void detokenizeGivesTheTextBack_data();
    void detokenizeGivesTheTextBack();
    void renderEqualsTheReference_data();
    void renderEqualsTheReference();
    void renderPrintsTheExactPrompt();
    void inspectDescribesBothKindsOfFiles_data();
    void inspectDescribesBothKindsOfFiles();
    void inspectShowsTheOthersWhenOneCannotBeRead();
    void memoryAddsUpAndGrowsWithTheContext();
    void theDemoModelIsTheDefault();
};

void TestCli::helpNamesEveryCommandAndEveryOptionOfTheirs()
{
    const CliRun whole = runCli({"--help"});
    QCOMPARE(whole.status, 0);
    QVERIFY(whole.errors.isEmpty());
    const QStringList commands = {
        "ask", "chat", "logits", "tokenize", "detokenize", "render", "inspect", "memory"};
    for (const QString &command : commands) {
        QVERIFY(whole.out.contains("\n  " + command.toUtf8() + " "));
        const CliRun own = runCli({command, "--help"});
        QCOMPARE(own.status, 0);
        for (const char *option : {"--model", "--mmproj", "--drafter", "--threads", "--context", "--kv",
                 "--draft", "--weights", "--json", "--quiet", "Example"})
            QVERIFY2(own.out.contains(option), qPrintable(command + ": " + option));
    }
    const QByteArray ask = runCli({"ask", "--help"}).out;
    for (const char *option :
        {"--greedy", "--temperature", "--top-k", "--top-p", "--min-p", "--repeat-penalty", "--seed",
            "--max-tokens", "--image", "--audio", "--system", "--think", "--messages", "--image-tokens"})
        QVERIFY2(ask.contains(option), option);
}

void TestCli::theVersionIsToldOnAskingForIt()
{
    const CliRun run = runCli({"--version"});
    QCOMPARE(run.status, 0);
    QVERIFY(run.out.contains('.'));
}

void TestCli::wrongUsageEndsWithTwoAndOneLine_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("says");
    QTest::newRow("no command") << QStringList{} << "--help";
    QTest::newRow("another command") << QStringList{"dance"} << "dance";
    QTest::newRow("unknown option") << QStringList{"memory", "--loud"} << "--loud";
    QTest::newRow("option without value") << QStringList{"memory", "--context"} << "--context";
    QTest::newRow("not a number") << QStringList{"memory", "--threads", "many"} << "--threads";
    QTest::newRow("no thread") << QStringList{"memory", "--threads", "0"} << "--threads";
    QTest::newRow("unknown cache") << QStringList{"memory", "--kv", "int4"} << "--kv";
    QTest::newRow("too deep a draft") << QStringList{"ask", "Hi", "--draft", "9"} << "--draft";
    QTest::newRow("unknown budget") << QStringList{"ask", "Hi", "--image-tokens", "100"} << "--image-tokens";
    QTest::newRow("negative temperature")
        << QStringList{"ask", "Hi", "--temperature", "-1"} << "--temperature";
    QTest::newRow("nothing asked") << QStringList{"ask"} << "TEXT";
    QTest::newRow("two questions") << QStringList{"ask", "Hi", "there"} << "there";
    QTest::newRow("no logits wanted") << QStringList{"logits"} << "--tokens";
    QTest::newRow("both kinds of logits")
        << QStringList{"logits", "--tokens", "2", "--messages", "m"} << "--messages";
    QTest::newRow("no ids") << QStringList{"logits", "--tokens", "2,x"} << "2,10,42";
    QTest::newRow("negative ids") << QStringList{"detokenize", "2,-5"} << "2,10,42";
    QTest::newRow("nothing to render") << QStringList{"render"} << "--messages";
    QTest::newRow("nothing to inspect") << QStringList{"inspect"} << "PATH";
}

void TestCli::wrongUsageEndsWithTwoAndOneLine()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, says);
    const CliRun run = runCli(arguments);
    QCOMPARE(run.status, 2);
    QVERIFY2(run.failedInOneLine(), run.errors.constData());
    QVERIFY2(run.errors.contains(says.toUtf8()), run.errors.constData());
}

void TestCli::failedWorkEndsWithOneAndOneLine_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("says");
    const QString picture = goldenPath("image/one.png");
    QTest::newRow("no such model") << QStringList{"ask", "Hi", "--model", "/nowhere.gguf"} << "nowhere.gguf";
    QTest::newRow("a picture as model") << QStringList{"memory", "--model", picture} << "one.png";
    QTest::newRow("a picture to inspect") << QStringList{"inspect", picture} << "one.png";
    QTest::newRow("no such messages")
        << QStringList{"render", "--messages", "/nowhere.json"} << "nowhere.json";
    QTest::newRow("a picture as messages") << QStringList{"render", "--messages", picture} << "one.png";
    QTest::newRow("id outside") << QStringList{"detokenize", "99999999", "--model", tinyModel()}
                                << "99999999";
    QTest::newRow("logits outside") << QStringList{"logits", "--tokens", "99999999", "--model", tinyModel()}
                                    << "99999999";
    QTest::newRow("no such picture") << QStringList{"ask", "Hi", "--image", "/nowhere.png"} << "nowhere.png";
    QTest::newRow("no picture") << QStringList{"ask", "Hi", "--image", goldenPath("audio/short.wav")}
                                << "short.wav";
    QTest::newRow("no recording") << QStringList{"ask", "Hi", "--audio", picture} << "one.png";
    QTest::newRow("no place for the file")
        << QStringList{"logits", "--tokens", "2", "--model", tinyModel(), "--out", "/nowhere/l.npy"}
        << "l.npy";
}

void TestCli::failedWorkEndsWithOneAndOneLine()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, says);
    const CliRun run = runCli(arguments);
    QCOMPARE(run.status, 1);
    QVERIFY2(run.failedInOneLine(), run.errors.constData());
    QVERIFY2(run.errors.contains(says.toUtf8()), run.errors.constData());
}

void TestCli::optionsMayStandBeforeAndAfterTheCommand_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("after") << QStringList{"tokenize", "memory", "--model", tinyModel(), "--json"};
    QTest::newRow("before") << QStringList{"--model", tinyModel(), "--json", "tokenize", "memory"};
    QTest::newRow("around") << QStringList{"--json", "tokenize", "--model=" + tinyModel(), "memory"};
    QTest::newRow("after a dash") << QStringList{
        "--model", tinyModel(), "tokenize", "--json", "--", "memory"};
}

void TestCli::optionsMayStandBeforeAndAfterTheCommand()
{
    QFETCH(QStringList, arguments);
    const CliRun run = runCli(arguments);
    QCOMPARE(run.status, 0);
    const QList<int> ids = integers(run.object()["ids"]);
    QVERIFY(!ids.isEmpty());
    QCOMPARE(
        ids, integers(runCli({"tokenize", "-", "--json", "--model", tinyModel()}, "memory").object()["ids"]));
}

void TestCli::tokenizeEqualsTheReference()
{
    int compared = 0;
    const QJsonArray cases = goldenCases("tokenizer.json");
    for (qsizetype i = 0; i < cases.size(); i += 20) {
        const QByteArray text = cases[i]["text"].toString().toUtf8();
        const CliRun run = runCli({"--model", tinyModel(), "tokenize", "-", "--json"}, text);
        QCOMPARE(run.status, 0);
        QCOMPARE(integers(run.object()["ids"]), integers(cases[i]["ids"]));
        ++compared;
    }
    QVERIFY(compared > 5);
}

void TestCli::tokenizeReadsStandardInputToItsLastByte_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("a dash") << QStringList{"tokenize", "-", "--model", tinyModel()};
    QTest::newRow("nothing") << QStringList{"tokenize", "--model", tinyModel()};
}

void TestCli::tokenizeReadsStandardInputToItsLastByte()
{
    QFETCH(QStringList, arguments);
    const CliRun run = runCli(arguments, "Two\nlines\n\n");
    QCOMPARE(run.status, 0);
    QCOMPARE(
        runCli({"detokenize", "-", "--model", tinyModel()}, run.out).out, QByteArray("Two\nlines\n\n\n"));
}

void TestCli::typedControlStringsStayTextUnlessAskedFor()
{
    const QStringList common = {"tokenize", "<|turn>user", "--json", "--model", tinyModel()};
    const QList<int> typed = integers(runCli(common).object()["ids"]);
    const QList<int> meant = integers(runCli(common + QStringList{"--control"}).object()["ids"]);
    constexpr int kOpenTurn = 8; // golden/tokenizer.json, named_ids
    QVERIFY(!typed.contains(kOpenTurn));
    QCOMPARE(meant.first(), kOpenTurn);
}

void TestCli::detokenizeGivesTheTextBack_data()
{
    QTest::addColumn<QStringList>("ids");
    QTest::newRow("commas") << QStringList{"230,204"};
    QTest::newRow("words") << QStringList{"230", "204"};
    QTest::newRow("brackets") << QStringList{"[230, 204]"};
}

void TestCli::detokenizeGivesTheTextBack()
{
    QFETCH(QStringList, ids);
    const CliRun run = runCli(QStringList{"detokenize", "--json", "--model", tinyModel()} + ids);
    QCOMPARE(run.status, 0);
    QCOMPARE(run.object()["text"].toString(), QString::fromUtf8("é"));
}

void TestCli::renderEqualsTheReference_data()
{
    QTest::addColumn<int>("index");
    const QJsonArray cases = goldenCases("chat.json");
    QVERIFY(cases.size() > 20);
    for (qsizetype i = 0; i < cases.size(); i += 4)
        QTest::newRow(qPrintable(cases[i]["name"].toString())) << int(i);
}

void TestCli::renderEqualsTheReference()
{
    QFETCH(int, index);
    const QJsonObject expected = goldenCases("chat.json")[index].toObject();
    QJsonObject file = expected["options"].toObject();
    file["messages"] = expected["messages"];
    if (expected.contains("tools"))
        file["tools"] = expected["tools"];
    QTemporaryDir folder;
    QFile stored(folder.filePath("messages.json"));
    QVERIFY(stored.open(QIODevice::WriteOnly));
    stored.write(QJsonDocument(file).toJson());
    stored.close();

    const CliRun run = runCli({"render", "--messages", stored.fileName(), "--json", "--model", tinyModel()});
    QVERIFY2(run.status == 0, run.errors.constData());
    QCOMPARE(run.object()["text"].toString(), expected["text"].toString());
    QCOMPARE(integers(run.object()["ids"]), integers(expected["ids"]));
}

void TestCli::renderPrintsTheExactPrompt()
{
    QTemporaryDir folder;
    QFile stored(folder.filePath("messages.json"));
    QVERIFY(stored.open(QIODevice::WriteOnly));
    stored.write(R"([{"role": "user", "content": " Hi \n"}])");
    stored.close();
    const CliRun run = runCli({"render", "--messages", stored.fileName()});
    QCOMPARE(run.status, 0);
    // Spec 6.10, example 1.
    QCOMPARE(run.out, QByteArray("<bos><|turn>user\nHi<turn|>\n<|turn>model\n<|channel>thought\n<channel|>"));
}

void TestCli::inspectDescribesBothKindsOfFiles_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("kind");
    QTest::newRow("folder") << tinyModel() << "safetensors";
    QTest::newRow("GGUF") << goldenPath("tiny-file-text.gguf") << "gguf";
}

void TestCli::inspectDescribesBothKindsOfFiles()
{
    QFETCH(QString, path);
    QFETCH(QString, kind);
    const CliRun run = runCli({"inspect", path, "--json"});
    QCOMPARE(run.status, 0);
    const QJsonObject told = run.object();
    QCOMPARE(told["kind"].toString(), kind);
    QVERIFY(!told["architecture"].toString().isEmpty());
    QVERIFY(!told["model"].toString().isEmpty());
    QVERIFY(told["problems"].isArray());
    double elements = 0;
    for (const QJsonValue &tensor : told["tensors"].toArray()) {
        QVERIFY(!tensor["name"].toString().isEmpty() && !tensor["type"].toString().isEmpty());
        double product = 1;
        for (const QJsonValue &size : tensor["shape"].toArray())
            product *= size.toDouble();
        elements += tensor["name"].toString().startsWith("rope_freqs") ? 0 : product;
    }
    QCOMPARE(told["parameters"].toDouble(), elements);
    const CliRun text = runCli({"inspect", path});
    QCOMPARE(text.status, 0);
    QVERIFY(text.out.contains(told["model"].toString().toUtf8()));
}

void TestCli::inspectShowsTheOthersWhenOneCannotBeRead()
{
    const CliRun run = runCli({"inspect", tinyModel(), "/nowhere.gguf", "--json"});
    QCOMPARE(run.status, 1);
    QCOMPARE(QJsonDocument::fromJson(run.out).array().size(), 1);
    QVERIFY(run.errors.contains("nowhere.gguf"));
    QCOMPARE(run.errors.count('\n'), 1);
}

void TestCli::memoryAddsUpAndGrowsWithTheContext()
{
    const auto plan = [](const char *context) {
        return runCli({"memory", "--model", tinyModel(), "--json", "--context", context}).object();
    };
    const QJsonObject small = plan("256");
    const QJsonObject large = plan("4096");
    for (const QJsonObject &told : {small, large}) {
        QCOMPARE(told["total"].toInteger(), told["weights"].toInteger() + told["drafter"].toInteger() +
                                                told["cache"].toInteger() + told["scratch"].toInteger());
        QCOMPARE(told["fits"].toBool(), told["total"].toInteger() <= told["available"].toInteger());
        QVERIFY(told["weights"].toInteger() > 0);
    }
    QVERIFY(large["cache"].toInteger() > small["cache"].toInteger());
    QVERIFY(runCli({"memory", "--model", tinyModel()}).out.contains("It fits."));
}

void TestCli::theDemoModelIsTheDefault()
{
    const QString demo = QStringLiteral(ALCOVE_RESOURCES_DIR "/demo-model/hf");
    QCOMPARE(runCli({"tokenize", "Hello"}).out, runCli({"tokenize", "Hello", "--model", demo}).out);
    QProcess elsewhere;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert("ALCOVE_RESOURCES", "/nowhere");
    elsewhere.setProcessEnvironment(environment);
    elsewhere.start(ALCOVE_CLI, {"tokenize", "Hello"});
    elsewhere.closeWriteChannel();
    QVERIFY(elsewhere.waitForFinished());
    QCOMPARE(elsewhere.exitCode(), 1);
    QVERIFY(elsewhere.readAllStandardError().contains("ALCOVE_RESOURCES"));
}

QTEST_GUILESS_MAIN(TestCli)
#include "tst_cli.moc"
