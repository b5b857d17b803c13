#include "app/engine_thread/engine_thread.h"
#include "tests/app/engine_thread/engine_log_book.h"
#include "tests/app/scripted_backend.h"

#include <QElapsedTimer>
#include <QTest>

#include <memory>

using namespace alcove::app;
using namespace std::chrono_literals;

/// Stop takes effect within 0.3 s, whatever the engine is at (contract 5).
class TestEngineStop : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void whileLoading();
    void whileReading();
    void whileThinking();
    void whileWriting();
    void whileWritingDown();
    void whileAnotherAnswerIsWritten();
    void whenTheModelDoesNotHear();
    void nothingComesAfterAStop();
    void aLoadThatOthersWaitForGoesOn();
    void anUnknownIdStopsNothing();

private:
    void stopsSoon(qint64 answerId);

    std::shared_ptr<Script> m_script;
    std::unique_ptr<EngineThread> m_engine;
    std::unique_ptr<EngineLogBook> m_book;
};

void TestEngineStop::init()
{
    m_script = std::make_shared<Script>();
    m_engine = std::make_unique<EngineThread>(
        std::make_unique<ScriptedBackend>(m_script), ModelOptions{.path = "/models/scripted"}, QString());
    m_book = std::make_unique<EngineLogBook>(*m_engine);
}

void TestEngineStop::cleanup()
{
    m_engine.reset();
    QCOMPARE(m_script->problems(), QStringList());
}

void TestEngineStop::stopsSoon(qint64 answerId)
{
    QElapsedTimer clock;
    clock.start();
    m_engine->stop(answerId);
    while (!m_book->ended.contains(answerId) && clock.elapsed() < 2000)
        QTest::qWait(1);
    QVERIFY2(clock.elapsed() < 300, qPrintable(QString("%1 ms").arg(clock.elapsed())));
    QVERIFY(m_book->results.value(answerId).ending == Ending::Stopped ||
            m_book->transcripts.value(answerId).ending == Ending::Stopped);
}

void TestEngineStop::whileLoading()
{
    m_script->load({.steps = 10, .pause = 1h});
    m_engine->ask(1, questionOf("a"));
    QTRY_COMPARE(m_engine->progressTotal(), 10);
    stopsSoon(1);
    QTRY_COMPARE_WITH_TIMEOUT(m_engine->modelState(), EngineThread::Resting, 300);
}

void TestEngineStop::whileReading()
{
    m_script->answer({.promptTokens = 10, .pause = 1h});
    m_engine->ask(1, questionOf("a"));
    QTRY_VERIFY(m_book->sawPhase(1, AnswerProgress::Phase::Reading) && m_book->progresses.last().total == 10);
    stopsSoon(1);
}

void TestEngineStop::whileThinking()
{
    m_script->answer({.thinking = {"Hm"}, .lastPause = 1h});
    m_engine->ask(1, questionOf("a"));
    QTRY_COMPARE(m_book->thinking[1], "Hm");
    stopsSoon(1);
    QCOMPARE(m_book->thinking[1], "Hm");
}

void TestEngineStop::whileWriting()
{
    m_script->answer({.text = {"One", " two"}, .lastPause = 1h});
    m_engine->ask(1, questionOf("a"));
    QTRY_COMPARE(m_book->text[1], "One two");
    stopsSoon(1);
    QCOMPARE(m_book->results[1].tokens, 2);
}

void TestEngineStop::whileWritingDown()
{
    m_script->transcribe({.text = {"so far"}, .lastPause = 1h});
    m_engine->transcribe(1, {0.5F});
    QTRY_COMPARE(m_script->recordings().size(), 1);
    stopsSoon(1);
    QCOMPARE(m_book->transcripts[1].text, "so far");
}

void TestEngineStop::whileAnotherAnswerIsWritten()
{
    m_script->answer({.text = {"a"}, .lastPause = 100ms});
    m_engine->ask(1, questionOf("a"));
    m_engine->ask(2, questionOf("b"));
    QTRY_COMPARE(m_book->text[1], "a");
    stopsSoon(2);
    QTRY_VERIFY(m_book->results.contains(1));
    QCOMPARE(m_book->results[1].ending, Ending::Complete);
    QCOMPARE(m_script->questions().size(), 1);
}

void TestEngineStop::whenTheModelDoesNotHear()
{
    m_script->answer({.text = {"a"}, .lastPause = 1s, .ignoresStop = true});
    m_engine->ask(1, questionOf("a"));
    QTRY_COMPARE(m_book->text[1], "a");
    stopsSoon(1);
}

void TestEngineStop::nothingComesAfterAStop()
{
    QStringList steps;
    for (int step = 0; step < 60; ++step)
        steps.append("x");
    m_script->answer({.text = steps, .pause = 10ms, .ignoresStop = true});
    m_script->answer({.text = {"next"}});
    m_engine->ask(1, questionOf("a"));
    m_engine->ask(2, questionOf("b"));
    QTRY_VERIFY(m_book->text[1].size() > 1);
    stopsSoon(1);
    const qsizetype length = m_book->text[1].size();
    QVERIFY(length < 60);
    QTRY_VERIFY(m_book->results.contains(2));
    QCOMPARE(m_book->text[1].size(), length);
    QCOMPARE(m_book->text[2], "next");
    QCOMPARE(m_book->ended, (QList<qint64>{1, 2}));
}

void TestEngineStop::aLoadThatOthersWaitForGoesOn()
{
    m_script->load({.steps = 5, .pause = 20ms});
    m_script->answer({.text = {"b"}});
    m_engine->ask(1, questionOf("a"));
    m_engine->ask(2, questionOf("b"));
    stopsSoon(1);
    QTRY_VERIFY(m_book->results.contains(2));
    QCOMPARE(m_script->loads().size(), 1);
}

void TestEngineStop::anUnknownIdStopsNothing()
{
    m_script->answer({.text = {"a"}, .pause = 20ms});
    m_engine->ask(1, questionOf("a"));
    m_engine->stop(99);
    QTRY_VERIFY(m_book->results.contains(1));
    QCOMPARE(m_book->results[1].ending, Ending::Complete);
    QCOMPARE(m_book->ended.size(), 1);
}

QTEST_GUILESS_MAIN(TestEngineStop)
#include "tst_engine_stop.moc"
