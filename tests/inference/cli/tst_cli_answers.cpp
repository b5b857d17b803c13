#include "tests/inference/cli/cli_process.h"

#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <cstring>

using namespace alcove::inference;

namespace {

const QString kQuestion = QStringLiteral("How do I get started?");

QString stored(const QTemporaryDir &folder, const QByteArray &json)
{
    const QString path = folder.filePath("messages.json");
    QFile file(path);
    if (file.open(QIODevice::WriteOnly))
        file.write(json);
    return path;
}

QByteArray messageLine(const QString &role, const QString &content)
{
    return QJsonDocument(QJsonObject{{"role", role}, {"content", content}}).toJson(QJsonDocument::Compact) +
           '\n';
}

QString sample(const QString &name)
{
    return QStringLiteral(ALCOVE_RESOURCES_DIR "/samples/") + name;
}

} // namespace

/// The commands that run a model: the demo model's greedy answers are golden.
class TestCliAnswers : public QObject {
    Q_OBJECT

private slots:
    void askPrintsTheAnswerAsText();
    void askPrintsOneObjectWithEverythingAboutTheAnswer();
    void askReadsStandardInputWhenNothingElseAsks();
    void askTakesPicturesBeforeTheText();
    void askTakesARecordingAfterTheText();
    void askTakesAConversationFromAFile();
    void askThinksWhenAskedTo();
    void draftingChangesNoToken_data();
    void draftingChangesNoToken();
    void aSeedReproducesAnAnswer();
    void anAnswerEndsAtItsLongestLength();
    void aConversationThatDoesNotFitIsRefusedInOneLine();
    void nothingButTheAnswerIsPrintedIntoPipes();
    void chatAnswersEveryMessageWithEvents();
    void chatReportsABadLineAndGoesOn_data();
    void chatReportsABadLineAndGoesOn();
    void chatTakesAToolsResult();
    void chatReadsPlainLinesUntilExit();
    void ctrlCStopsAnAnswerAndTheChatGoesOn();
    void logitsEqualTheReference();
    void logitsGoIntoANumpyFile();
    void logitsOfAConversationAreThoseOfItsTokens();
};

void TestCliAnswers::askPrintsTheAnswerAsText()
{
    const CliRun run = runCli({"ask", kQuestion, "--greedy"});
    QVERIFY2(run.status == 0, run.errors.constData());
    QCOMPARE(QString::fromUtf8(run.out), demoCase(kQuestion)["text"].toString() + '\n');
    QVERIFY(run.errors.isEmpty());
}

void TestCliAnswers::askPrintsOneObjectWithEverythingAboutTheAnswer()
{
    const QJsonObject expected = demoCase(kQuestion);
    const CliRun run = runCli({"--greedy", "--json", "ask", kQuestion});
    QCOMPARE(run.status, 0);
    QCOMPARE(run.out.count('\n'), 1);
    const QJsonObject told = run.object();
    QCOMPARE(told["text"].toString(), expected["text"].toString());
    QVERIFY(told["thinking"].isNull());
    QCOMPARE(told["tool_calls"], QJsonValue(QJsonArray()));
    QCOMPARE(integers(told["tokens"]), integers(expected["greedy_ids"]));
    QCOMPARE(told["prompt_tokens"].toInt(), int(expected["prompt_ids"].toArray().size()));
    QCOMPARE(told["stop_reason"].toString(), QString("stop"));
    const QJsonObject stats = told["stats"].toObject();
    for (const char *name : {"cached_tokens", "prefill_seconds", "decode_seconds", "tokens_per_second",
             "draft_proposed", "draft_accepted", "draft_depth", "peak_rss_bytes"})
        QVERIFY2(stats[QLatin1String(name)].isDouble(), name);
    QVERIFY(stats["peak_rss_bytes"].toInteger() > 1'000'000);
    QVERIFY(stats["draft_accepted"].toInt() <= stats["draft_proposed"].toInt());
}

void TestCliAnswers::askReadsStandardInputWhenNothingElseAsks()
{
    const CliRun run = runCli({"ask", "--greedy"}, kQuestion.toUtf8() + '\n');
    QCOMPARE(QString::fromUtf8(run.out), demoCase(kQuestion)["text"].toString() + '\n');
    QCOMPARE(runCli({"ask"}, " \n\n").status, 2);
}

void TestCliAnswers::askTakesPicturesBeforeTheText()
{
    const QString question = "Which colour is the star?";
    const CliRun run = runCli({"ask", question, "--greedy", "--json", "--image", sample("picture-6.jpg")});
    QVERIFY2(run.status == 0, run.errors.constData());
    QCOMPARE(integers(run.object()["tokens"]), integers(demoCase(question)["greedy_ids"]));
    const int prompt = run.object()["prompt_tokens"].toInt();
    const CliRun twice = runCli({"ask", question, "--json", "--max-tokens", "1", "--image",
        sample("picture-6.jpg"), "--image", sample("picture-5.png")});
    QVERIFY(twice.object()["prompt_tokens"].toInt() > prompt + 40);
}

void TestCliAnswers::askTakesARecordingAfterTheText()
{
    const CliRun written =
        runCli({"ask", "Transcribe the recording.", "--greedy", "--audio", sample("recording-5.wav")});
    QVERIFY2(written.status == 0, written.errors.constData());
    QCOMPARE(written.out, QByteArray("Does Alcove work offline?\n"));
    // A recording alone is a question; nothing is awaited from standard input.
    const CliRun spoken = runCli({"ask", "--greedy", "--audio", sample("recording-6.wav")});
    QCOMPARE(spoken.out, QByteArray("7 + 7 = 14\n"));
}

void TestCliAnswers::askTakesAConversationFromAFile()
{
    QTemporaryDir folder;
    const QByteArray asked = "[" + messageLine("user", kQuestion).trimmed() + "]";
    const CliRun run = runCli({"ask", "--greedy", "--messages", stored(folder, asked)});
    QVERIFY2(run.status == 0, run.errors.constData());
    QCOMPARE(QString::fromUtf8(run.out), demoCase(kQuestion)["text"].toString() + '\n');

    const QByteArray before =
        R"([{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Hello."}])";
    const QString path = stored(folder, before);
    const CliRun more = runCli({"ask", kQuestion, "--json", "--max-tokens", "1", "--messages", path});
    QVERIFY(
        more.object()["prompt_tokens"].toInt() > int(demoCase(kQuestion)["prompt_ids"].toArray().size()) + 5);
}

void TestCliAnswers::askThinksWhenAskedTo()
{
    const CliRun run = runCli({"ask", "What is 7 plus 7?", "--think", "--greedy", "--json"});
    QCOMPARE(run.object()["text"].toString(), QString("7 + 7 = 14"));
    QCOMPARE(
        run.object()["thinking"].toString(), QString("The person asks for 7 + 7. I add 7 to 7 and get 14."));
    QCOMPARE(runCli({"ask", "What is 7 plus 7?", "--think", "--greedy"}).out, QByteArray("7 + 7 = 14\n"));
}

void TestCliAnswers::draftingChangesNoToken_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::newRow("off") << QStringList{"--draft", "off"};
    QTest::newRow("one") << QStringList{"--draft", "1"};
    QTest::newRow("six") << QStringList{"--draft", "6"};
    QTest::newRow("no drafter") << QStringList{"--drafter", "none"};
    QTest::newRow("float weights") << QStringList{"--weights", "float", "--kv", "f32"};
    QTest::newRow("one thread") << QStringList{"--threads", "1", "--context", "512"};
}

void TestCliAnswers::draftingChangesNoToken()
{
    QFETCH(QStringList, options);
    const CliRun run = runCli(QStringList{"ask", kQuestion, "--greedy", "--json"} + options);
    QVERIFY2(run.status == 0, run.errors.constData());
    QCOMPARE(integers(run.object()["tokens"]), integers(demoCase(kQuestion)["greedy_ids"]));
    if (options.contains("6"))
        QVERIFY(run.object()["stats"].toObject()["draft_proposed"].toInt() > 0);
    if (options.contains("off"))
        QCOMPARE(run.object()["stats"].toObject()["draft_proposed"].toInt(), 0);
}

void TestCliAnswers::aSeedReproducesAnAnswer()
{
    const QStringList ask = {"ask", "Tell me something.", "--temperature", "2", "--top-p", "1", "--top-k",
        "0", "--max-tokens", "24", "--json", "--draft", "off", "--seed"};
    const auto tokens = [&](const char *seed) {
        return integers(runCli(ask + QStringList{QString(seed)}).object()["tokens"]);
    };
    const QList<int> first = tokens("7");
    QVERIFY(first.size() > 1);
    QCOMPARE(tokens("7"), first);
    QVERIFY(tokens("8") != first);
}

void TestCliAnswers::anAnswerEndsAtItsLongestLength()
{
    const CliRun run = runCli({"ask", kQuestion, "--greedy", "--json", "--max-tokens", "3"});
    QCOMPARE(run.object()["stop_reason"].toString(), QString("length"));
    QCOMPARE(integers(run.object()["tokens"]), integers(demoCase(kQuestion)["greedy_ids"]).first(3));
}

void TestCliAnswers::aConversationThatDoesNotFitIsRefusedInOneLine()
{
    const CliRun run = runCli({"ask", QString("again and ").repeated(200), "--context", "64"});
    QCOMPARE(run.status, 1);
    QVERIFY2(run.failedInOneLine(), run.errors.constData());
    QVERIFY(run.errors.contains("64"));
}

void TestCliAnswers::nothingButTheAnswerIsPrintedIntoPipes()
{
    const CliRun run =
        runCli({"ask", "--greedy", "--image", sample("picture-6.jpg"), "Which colour is the star?"});
    QCOMPARE(run.status, 0);
    QVERIFY(run.errors.isEmpty());
    QCOMPARE(run.out, QByteArray("The star is orange.\n"));
}

void TestCliAnswers::chatAnswersEveryMessageWithEvents()
{
    const QByteArray input = messageLine("user", kQuestion) + "\n" + messageLine("user", "What is 7 plus 7?");
    const CliRun run = runCli({"chat", "--json", "--greedy"}, input);
    QVERIFY2(run.status == 0, run.errors.constData());
    QList<QJsonObject> done;
    QString streamed;
    bool sawProgress = false;
    for (const QJsonObject &event : run.lines()) {
        const QString name = event["event"].toString();
        if (name == "text" && done.isEmpty())
            streamed += event["text"].toString();
        else if (name == "progress")
            sawProgress = event["done"].toInt() <= event["total"].toInt() && event["total"].toInt() > 0;
        else if (name == "done")
            done.append(event);
        else
            QVERIFY2(name == "text", qPrintable(name));
    }
    QCOMPARE(done.size(), 2);
    QVERIFY(sawProgress);
    QCOMPARE(streamed, demoCase(kQuestion)["text"].toString());
    QCOMPARE(integers(done[0]["tokens"]), integers(demoCase(kQuestion)["greedy_ids"]));
    QVERIFY(done[1]["stats"].toObject()["cached_tokens"].toInt() > 0); // the first turn was not read again
    QVERIFY(done[1]["prompt_tokens"].toInt() > done[0]["prompt_tokens"].toInt());
}

void TestCliAnswers::chatReportsABadLineAndGoesOn_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::newRow("no JSON") << QByteArray("Hello");
    QTest::newRow("no message") << QByteArray("[1, 2]");
    QTest::newRow("unknown role") << QByteArray(R"({"role": "boss", "content": "Hi"})");
    QTest::newRow("no such picture") << QByteArray(
        R"({"role": "user", "content": [{"type": "image", "path": "/nowhere.png"}]})");
    QTest::newRow("no UTF-8") << QByteArray("{\"role\": \"user\", \"content\": \"\xFF\"");
}

void TestCliAnswers::chatReportsABadLineAndGoesOn()
{
    QFETCH(QByteArray, line);
    const CliRun run = runCli({"chat", "--json", "--greedy"}, line + '\n' + messageLine("user", kQuestion));
    QCOMPARE(run.status, 0);
    const QList<QJsonObject> events = run.lines();
    QCOMPARE(events.first()["event"].toString(), QString("error"));
    QVERIFY(events.first()["message"].toString().endsWith('.'));
    QCOMPARE(events.last()["event"].toString(), QString("done"));
    QCOMPARE(integers(events.last()["tokens"]), integers(demoCase(kQuestion)["greedy_ids"]));
}

void TestCliAnswers::chatTakesAToolsResult()
{
    QTemporaryDir folder;
    const QString start = stored(folder, R"({"messages": [{"role": "user", "content": "Hi"},
        {"role": "assistant", "content": "Hello."}], "tools": [{"type": "function",
        "function": {"name": "get_time", "description": "Gives the current time."}}]})");
    const CliRun run = runCli({"chat", "--json", "--greedy", "--messages", start},
        messageLine("user", "What time is it?") +
            R"({"role": "tool", "tool_call_id": "call_1", "content": "17:42"})" + '\n');
    QVERIFY2(run.status == 0, run.errors.constData());
    QList<QJsonObject> calls, done;
    for (const QJsonObject &event : run.lines()) {
        if (event["event"] == "tool_call")
            calls.append(event);
        if (event["event"] == "done")
            done.append(event);
    }
    QCOMPARE(calls.size(), 1);
    QCOMPARE(calls[0]["id"].toString(), QString("call_1"));
    QCOMPARE(calls[0]["function"].toObject()["name"].toString(), QString("get_time"));
    QCOMPARE(done.size(), 2);
    QVERIFY(done[0]["tool_calls"].toArray().first()["function"].toObject()["arguments"].isObject());
    QVERIFY(done[1]["text"].toString().contains("17:42"));
}

void TestCliAnswers::chatReadsPlainLinesUntilExit()
{
    const QByteArray question = kQuestion.toUtf8() + '\n';
    const CliRun run = runCli({"chat", "--greedy"}, question + "\n/new\n" + question + "/exit\n" + question);
    QVERIFY2(run.status == 0, run.errors.constData());
    const QString answer = demoCase(kQuestion)["text"].toString() + '\n';
    QCOMPARE(QString::fromUtf8(run.out), answer + answer);
}

void TestCliAnswers::ctrlCStopsAnAnswerAndTheChatGoesOn()
{
    QProcess process;
    startCli(process, {"chat", "--json", "--temperature", "3", "--top-k", "0", "--top-p", "1", "--threads",
                          "1", "--context", "8192", "--draft", "off"});
    process.write(messageLine("user", "Go on for ever."));
    while (process.waitForReadyRead(60'000) && !process.peek(1 << 20).contains(R"("event":"text")"))
        ;
    QElapsedTimer clock;
    clock.start();
    ::kill(pid_t(process.processId()), SIGINT);
    process.write(messageLine("system", "Noted.")); // asks nothing
    process.closeWriteChannel();
    QVERIFY(process.waitForFinished(60'000));
    const CliRun run{.status = process.exitCode(), .out = process.readAllStandardOutput(), .errors = {}};
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(run.status, 0);
    const QJsonObject last = run.lines().last();
    QCOMPARE(last["event"].toString(), QString("done"));
    QVERIFY2(
        last["stop_reason"] == "cancelled" || last["stop_reason"] == "stop", run.out.right(400).constData());
    QVERIFY(clock.elapsed() < 30'000);
}

void TestCliAnswers::logitsEqualTheReference()
{
    QFile record(goldenPath("mixed.json"));
    QVERIFY(record.open(QIODevice::ReadOnly));
    const QJsonArray cases = QJsonDocument::fromJson(record.readAll()).object()["cases"].toArray();
    QFile arrays(goldenPath("mixed.f32"));
    QVERIFY(arrays.open(QIODevice::ReadOnly));
    const QByteArray reference = arrays.readAll();
    const QJsonObject expected = cases.first().toObject();
    QTemporaryDir folder;
    QJsonObject messages = expected["options"].toObject();
    messages["messages"] = expected["messages"];
    messages["image_tokens"] = expected["budget"];
    QByteArray json = QJsonDocument(messages).toJson();
    json.replace("\"image/", "\"" + goldenPath("image/").toUtf8())
        .replace("\"audio/", "\"" + goldenPath("audio/").toUtf8());

    const CliRun run = runCli({"logits", "--messages", stored(folder, json), "--model", tinyModel(),
        "--weights", "float", "--kv", "f32"});
    QVERIFY2(run.status == 0, run.errors.constData());
    const QJsonArray shape = run.object()["shape"].toArray();
    QCOMPARE(shape[0].toInt(), int(expected["ids"].toArray().size()));
    const qint64 vocabulary = shape[1].toInteger();
    QCOMPARE(vocabulary, 1280);
    const qint64 offset = expected["logits"]["offset"].toInteger();
    const QJsonArray rows = expected["rows"].toArray();
    float worst = 0.0F;
    for (qsizetype r = 0; r < rows.size(); ++r) {
        const QJsonArray row = run.object()["logits"].toArray()[rows[r].toInt()].toArray();
        for (qsizetype i = 0; i < vocabulary; ++i) {
            float wanted = 0.0F;
            std::memcpy(&wanted, reference.constData() + 4 * (offset + r * vocabulary + i), 4);
            worst = std::max(worst, std::abs(float(row[i].toDouble()) - wanted));
        }
    }
    QVERIFY2(worst <= 2e-4F, qPrintable(QString::number(worst)));
}

void TestCliAnswers::logitsGoIntoANumpyFile()
{
    QTemporaryDir folder;
    const QString path = folder.filePath("logits.npy");
    const QStringList logits = {"logits", "--tokens", "2,8,364", "--model", tinyModel()};
    const CliRun run = runCli(logits + QStringList{"--out", path});
    QVERIFY2(run.status == 0, run.errors.constData());
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray bytes = file.readAll();
    QVERIFY(bytes.startsWith("\x93NUMPY\x01"));
    const qsizetype start = 10 + uchar(bytes[8]) + 256 * uchar(bytes[9]);
    QCOMPARE(start % 64, 0);
    QVERIFY(bytes.left(start).contains("'descr': '<f4'") && bytes.left(start).contains("'shape': (3, 1280)"));
    QCOMPARE(bytes.size() - start, 3 * 1280 * 4);

    const QJsonArray last = runCli(logits + QStringList{"--positions", "last"}).object()["logits"].toArray();
    QCOMPARE(last.size(), 1);
    for (qsizetype i = 0; i < 1280; ++i) {
        float value = 0.0F;
        std::memcpy(&value, bytes.constData() + start + 4 * (2 * 1280 + i), 4);
        QCOMPARE(float(last[0][i].toDouble()), value);
    }
}

void TestCliAnswers::logitsOfAConversationAreThoseOfItsTokens()
{
    QTemporaryDir folder;
    const QString messages = stored(folder, "[" + messageLine("user", kQuestion).trimmed() + "]");
    QStringList ids;
    for (const int id : integers(demoCase(kQuestion)["prompt_ids"]))
        ids.append(QString::number(id));
    const CliRun ofText = runCli({"logits", "--messages", messages, "--positions", "last"});
    const CliRun ofTokens = runCli({"logits", "--tokens", ids.join(','), "--positions", "last"});
    QCOMPARE(ofText.status, 0);
    QVERIFY(!ofText.object()["logits"].toArray().isEmpty());
    QCOMPARE(ofText.out, ofTokens.out);
}

QTEST_GUILESS_MAIN(TestCliAnswers)
#include "tst_cli_answers.moc"
