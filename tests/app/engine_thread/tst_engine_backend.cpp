#include "app/engine_thread/engine_backend.h"
#include "app/engine_thread/engine_thread.h"
#include "app/engine_thread/token_costs.h"
#include "tests/app/engine_thread/engine_log_book.h"

#include <QElapsedTimer>
#include <QFile>
#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTest>
#include <QThread>

#include <chrono>
#include <cstring>
#include <ctime>
#include <memory>

using namespace alcove::app;
using namespace std::chrono_literals;

namespace {

constexpr int kBudget = 70; // with which the expected answers were made

QByteArray contentsOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Samples of a 16-bit mono WAV file with a plain header of 44 bytes, which the samples here are.
QList<float> soundOf(const QString &path)
{
    const QByteArray bytes = contentsOf(path).sliced(44);
    QList<float> samples(bytes.size() / 2);
    for (qsizetype index = 0; index < samples.size(); ++index) {
        qint16 value = 0;
        std::memcpy(&value, bytes.constData() + index * 2, sizeof value);
        samples[index] = float(value) / 32'768.0F;
    }
    return samples;
}

QuestionPart partOf(const QJsonObject &part)
{
    const QString path = QString(ALCOVE_RESOURCES_DIR "/") + part["path"].toString();
    if (part["type"] == "image")
        return {.kind = QuestionPart::Kind::Picture, .picture = contentsOf(path)};
    if (part["type"] == "audio")
        return {.kind = QuestionPart::Kind::Sound, .sound = soundOf(path)};
    return {.text = part["text"].toString()};
}

Question questionOf(const QJsonObject &expected)
{
    Question question{.imageTokens = kBudget, .manner = Question::Manner::Exact};
    question.thinkFirst = expected["think"].toBool();
    for (const QJsonValue &value : expected["messages"].toArray()) {
        const QJsonObject message = value.toObject();
        QuestionMessage converted;
        if (message["role"] != "user")
            converted.from = QuestionMessage::From::Model;
        if (message["content"].isString())
            converted.parts = {{.text = message["content"].toString()}};
        for (const QJsonValue &part : message["content"].toArray())
            converted.parts.append(partOf(part.toObject()));
        question.messages.append(converted);
    }
    return question;
}

/// Of all threads of this program.
std::chrono::nanoseconds processorTime()
{
    std::timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

/// The case of a kind whose greedy answer is the least in doubt.
QJsonObject surestOf(const QString &kind)
{
    const auto document = QJsonDocument::fromJson(contentsOf(ALCOVE_GOLDEN_DIR "/demo-expected.json"));
    QJsonObject surest;
    for (const QJsonValue &value : document["cases"].toArray()) {
        const QJsonObject candidate = value.toObject();
        const double gap = candidate["smallest_gap"].toDouble();
        if (candidate["kind"] == kind && candidate["right"].toBool() &&
            gap > surest["smallest_gap"].toDouble())
            surest = candidate;
    }
    return surest;
}

} // namespace

/// The real engine with the demonstration model, through the engine thread.
class TestEngineBackend : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();

    void theModelSaysWhatItCanDo();
    void anAnswerIsTheReferences_data();
    void anAnswerIsTheReferences();
    void aRecordingIsWrittenDown();
    void theLongestRecordingHasRoom();
    void aDictationLeavesTheConversationAlone();
    void aCutAnswerGoesOnAtItsLastLetter_data();
    void aCutAnswerGoesOnAtItsLastLetter();
    void picturesAndSoundsTakeWhatTheirSizeSays_data();
    void picturesAndSoundsTakeWhatTheirSizeSays();
    void stoppingAWrittenAnswerKeepsIt();
    void stoppingWhileALongPromptIsReadFreesTheEngineAtOnce();
    void aMissingModelIsASentence();

private:
    qint64 ask(const Question &question);
    qint64 count(const Question &question);

    std::unique_ptr<EngineThread> m_engine;
    std::unique_ptr<EngineLogBook> m_book;
    qint64 m_lastId = 0;
};

void TestEngineBackend::initTestCase()
{
    m_engine = std::make_unique<EngineThread>(std::make_unique<EngineBackend>(),
        ModelOptions{.contextLength = 2048}, ALCOVE_RESOURCES_DIR "/demo-model/hf");
    m_book = std::make_unique<EngineLogBook>(*m_engine);
    m_engine->load();
    QTRY_VERIFY_WITH_TIMEOUT(m_engine->modelState() != EngineThread::Loading, 30'000);
    QVERIFY2(m_engine->modelState() == EngineThread::Ready, qPrintable(m_engine->errorWhat()));
}

/// Blocks until the answer has ended; gives its id.
qint64 TestEngineBackend::ask(const Question &question)
{
    m_engine->ask(++m_lastId, question);
    [this] { QTRY_VERIFY_WITH_TIMEOUT(m_book->ended.contains(m_lastId), 60'000); }();
    return m_lastId;
}

qint64 TestEngineBackend::count(const Question &question)
{
    QSignalSpy counted(m_engine.get(), &EngineThread::counted);
    m_engine->countTokens(1, question);
    return counted.wait(30'000) ? counted.first().first().value<TokenCount>().tokens : -1;
}

void TestEngineBackend::theModelSaysWhatItCanDo()
{
    QVERIFY(m_engine->isDemo());
    QVERIFY(m_engine->hasPictures());
    QVERIFY(m_engine->hasSpeech());
    QVERIFY(m_engine->hasDrafter());
    QCOMPARE(m_engine->contextLength(), 2048);
    QVERIFY(m_engine->bytesInUse() > 1'000'000);
    QVERIFY(m_engine->bytesHeld() > 0);
    QVERIFY(m_engine->bytesHeld() < m_engine->bytesInUse());
    QCOMPARE(m_engine->notice(), "");
}

void TestEngineBackend::anAnswerIsTheReferences_data()
{
    QTest::addColumn<QString>("kind");
    QTest::newRow("a fact") << "fact, trained wording";
    QTest::newRow("what was said before") << "memory";
    QTest::newRow("thinking first") << "thinking";
    QTest::newRow("a picture") << "picture";
    QTest::newRow("speech") << "speech";
    QTest::newRow("speech and a picture") << "speech and picture";
}

void TestEngineBackend::anAnswerIsTheReferences()
{
    QFETCH(QString, kind);
    const QJsonObject expected = surestOf(kind);
    QVERIFY(!expected.isEmpty());
    const qint64 id = ask(questionOf(expected));
    QCOMPARE(m_book->failures.value(id).what, QString());
    QCOMPARE(m_book->text[id], expected["text"].toString());
    QCOMPARE(m_book->thinking[id].trimmed(), expected["thinking"].toString());
    QCOMPARE(m_book->results[id].ending, Ending::Complete);
    QCOMPARE(m_book->results[id].promptTokens, expected["prompt_ids"].toArray().size());
    QCOMPARE(m_book->results[id].tokens, expected["greedy_ids"].toArray().size());
    QVERIFY(m_book->results[id].tokensPerSecond() > 0.0);
}

void TestEngineBackend::aRecordingIsWrittenDown()
{
    const QJsonObject expected = surestOf("dictation");
    const Question question = questionOf(expected);
    m_engine->transcribe(++m_lastId, question.messages.first().parts.last().sound);
    QTRY_VERIFY_WITH_TIMEOUT(m_book->ended.contains(m_lastId), 60'000);
    QCOMPARE(m_book->failures.value(m_lastId).what, QString());
    QCOMPARE(m_book->transcripts[m_lastId].text, expected["text"].toString());
}

void TestEngineBackend::theLongestRecordingHasRoom()
{
    constexpr qsizetype kThirtySeconds = 30 * 16'000;
    m_engine->transcribe(++m_lastId, QList<float>(kThirtySeconds));
    QTRY_VERIFY_WITH_TIMEOUT(m_book->ended.contains(m_lastId), 60'000);
    QCOMPARE(m_book->failures.value(m_lastId).what, QString());
    QVERIFY(m_book->transcripts[m_lastId].ending != Ending::ContextFull);
}

void TestEngineBackend::aDictationLeavesTheConversationAlone()
{
    const Question question = questionOf(surestOf("memory"));
    const qint64 before = ask(question);
    aRecordingIsWrittenDown();
    const qint64 after = ask(question);
    QCOMPARE(m_book->text[after], m_book->text[before]);
    QVERIFY(m_book->results[after].cachedTokens > 0);
    QVERIFY(m_book->results[after].cachedTokens >= m_book->results[after].promptTokens - 1);
}

void TestEngineBackend::aCutAnswerGoesOnAtItsLastLetter_data()
{
    QTest::addColumn<QString>("kind");
    QTest::newRow("a fact") << "fact, trained wording";
    QTest::newRow("a picture") << "picture";
    QTest::newRow("speech and a picture") << "speech and picture";
}

void TestEngineBackend::aCutAnswerGoesOnAtItsLastLetter()
{
    QFETCH(QString, kind);
    const QJsonObject expected = surestOf(kind);
    const QString whole = expected["text"].toString();
    const QString begun = whole.left(whole.lastIndexOf(u' '));
    Question question = questionOf(expected);
    question.continueFrom = begun;
    const qint64 id = ask(question);
    QCOMPARE(m_book->failures.value(id).what, QString());
    QCOMPARE(begun + m_book->text[id], whole);
}

void TestEngineBackend::picturesAndSoundsTakeWhatTheirSizeSays_data()
{
    QTest::addColumn<QString>("file");
    for (const char *file : {"picture-1.png", "picture-2.jpg", "picture-7.jpg", "recording-1.wav",
             "recording-2.wav", "recording-6.wav"})
        QTest::newRow(file) << file;
}

void TestEngineBackend::picturesAndSoundsTakeWhatTheirSizeSays()
{
    QFETCH(QString, file);
    const QString path = QString(ALCOVE_RESOURCES_DIR "/samples/") + file;
    const bool isPicture = !file.endsWith(".wav");
    QuestionPart media;
    media.kind = isPicture ? QuestionPart::Kind::Picture : QuestionPart::Kind::Sound;
    if (isPicture)
        media.picture = contentsOf(path);
    else
        media.sound = soundOf(path);
    Question question{.messages = {{.parts = {{.text = "What?"}}}}, .imageTokens = kBudget};
    const qint64 without = count(question);
    question.messages.first().parts.append(media);
    const qint64 with = count(question);
    QVERIFY(without > 0);
    const int said =
        isPicture ? pictureTokens(QImage(path).size(), kBudget) : soundTokens(media.sound.size());
    QCOMPARE(with - without, said);
}

void TestEngineBackend::stoppingAWrittenAnswerKeepsIt()
{
    Question question = questionOf(surestOf("long"));
    question.messages.last().parts.first().text = "Count from one to one hundred.";
    question.manner = Question::Manner::Own;
    const qint64 id = ++m_lastId;
    m_engine->ask(id, question);
    QTRY_VERIFY_WITH_TIMEOUT(!m_book->text[id].isEmpty() || m_book->ended.contains(id), 60'000);
    m_engine->stop(id);
    QTRY_VERIFY_WITH_TIMEOUT(m_book->ended.contains(id), 300);
    QVERIFY(!m_book->text[id].isEmpty());
}

void TestEngineBackend::stoppingWhileALongPromptIsReadFreesTheEngineAtOnce()
{
    const Question question{.messages = {{.parts = {{.text = QString("What is a token? ").repeated(350)}}}}};
    QVERIFY(count(question) > 1500);
    const qint64 id = ++m_lastId;
    m_engine->ask(id, question);
    const auto reads = [&] {
        const AnswerProgress &latest = m_book->progresses.last();
        return latest.answerId == id && latest.done > 0 && latest.done < latest.total;
    };
    QTRY_VERIFY_WITH_TIMEOUT(reads() || m_book->ended.contains(id), 60'000);
    QElapsedTimer clock;
    clock.start();
    m_engine->stop(id);
    // Counting waits until the engine itself is free, not only until the window says that it stopped.
    QVERIFY(count({.messages = {{.parts = {{.text = "a"}}}}}) > 0);
    QVERIFY2(clock.elapsed() < 300, qPrintable(QString("%1 ms").arg(clock.elapsed())));
    QCOMPARE(m_book->results[id].ending, Ending::Stopped);
    QCOMPARE(m_book->results[id].tokens, 0);

    const auto before = processorTime();
    QThread::sleep(2s);
    const auto used = std::chrono::duration_cast<std::chrono::milliseconds>(processorTime() - before);
    QVERIFY2(used < 20ms, qPrintable(QString("%1 ms").arg(used.count())));
}

void TestEngineBackend::aMissingModelIsASentence()
{
    EngineThread engine(
        std::make_unique<EngineBackend>(), ModelOptions{.path = "/nowhere/model.gguf"}, QString());
    engine.load();
    QTRY_COMPARE(engine.modelState(), EngineThread::Failed);
    QVERIFY(engine.errorWhat().contains("model.gguf"));
    QVERIFY(!engine.errorRemedy().isEmpty());
}

QTEST_GUILESS_MAIN(TestEngineBackend)
#include "tst_engine_backend.moc"
