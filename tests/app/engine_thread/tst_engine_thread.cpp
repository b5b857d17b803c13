#include "app/engine_thread/engine_thread.h"
#include "tests/app/engine_thread/engine_log_book.h"
#include "tests/app/scripted_backend.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace alcove::app;
using namespace std::chrono_literals;

class TestEngineThread : public QObject {
    Q_OBJECT

private slots:
    void init() { start({.path = "/models/scripted"}); }
    void cleanup();

    void aQuestionLoadsTheModelAndIsAnswered();
    void questionsAreAnsweredInTheOrderOfAsking();
    void tenThousandStepsArriveWholeInAFewBatches();
    void progressComesAtMostTwentyTimesASecond();
    void aRecordingIsWrittenDown();
    void aFailedAnswerSaysWhyAndTheNextOneIsAnswered();
    void aFailedLoadFailsWhatWaitsAndIsTriedAgain();
    void aFailedLoadIsTriedAgainWithOtherSettings();
    void aLoadTellsAtOnceWhatItIsAt();
    void aNoticeOfTheEngineStandsWhileTheModelIsReady();
    void withoutAModelAQuestionFails();
    void theDemoModelIsUsedWhileNoneIsChosen();
    void anotherContextLoadsAnewAfterTheAnswer();
    void anotherModelStopsTheLoadOfTheFirst();
    void draftsAreSwitchedWithoutLoading();
    void aRestingModelComesBackWithAQuestion();
    void aStoppedLoadRests();
    void countsWaitForAnswersAndOnlyTheNewestIsMade();
    void quittingWhileAnsweringTakesAMoment();
    void quittingWhileLoadingTakesAMoment();

private:
    void start(const ModelOptions &options, const QString &demo = {})
    {
        m_book.reset();
        m_script = std::make_shared<Script>();
        m_engine = std::make_unique<EngineThread>(std::make_unique<ScriptedBackend>(m_script), options, demo);
        m_book = std::make_unique<EngineLogBook>(*m_engine);
    }

    std::shared_ptr<Script> m_script;
    std::unique_ptr<EngineThread> m_engine;
    std::unique_ptr<EngineLogBook> m_book;
};

void TestEngineThread::cleanup()
{
    m_engine.reset();
    QCOMPARE(m_script->problems(), QStringList());
}

void TestEngineThread::aQuestionLoadsTheModelAndIsAnswered()
{
    m_script->answer({.promptTokens = 3, .thinking = {"Hm."}, .text = {"Yes", " it is."}});
    QCOMPARE(m_engine->modelState(), EngineThread::Resting);
    m_engine->ask(1, questionOf("Is it?"));
    QCOMPARE(m_engine->modelState(), EngineThread::Loading);
    QTRY_VERIFY(m_book->results.contains(1));
    QCOMPARE(m_engine->modelState(), EngineThread::Ready);
    QCOMPARE(m_engine->modelName(), "Scripted");
    QCOMPARE(m_engine->contextLength(), ScriptedBackend::kContextLength);
    QCOMPARE(m_book->text[1], "Yes it is.");
    QCOMPARE(m_book->thinking[1], "Hm.");
    QCOMPARE(m_book->results[1].ending, Ending::Complete);
    QCOMPARE(m_book->results[1].tokens, 3);
    QVERIFY(m_book->sawPhase(1, AnswerProgress::Phase::Loading));
    QVERIFY(m_book->sawPhase(1, AnswerProgress::Phase::Reading));
    QCOMPARE(m_script->questions().first().messages.first().parts.first().text, "Is it?");
}

void TestEngineThread::questionsAreAnsweredInTheOrderOfAsking()
{
    for (const qint64 id : {1, 2, 3}) {
        m_script->answer({.text = {QString::number(id)}, .pause = 20ms});
        m_engine->ask(id, questionOf(QString::number(id)));
    }
    QTRY_COMPARE(m_book->ended, (QList<qint64>{1, 2, 3}));
    QCOMPARE(m_book->text[3], "3");
    QVERIFY(m_book->sawPhase(3, AnswerProgress::Phase::Waiting));
    QCOMPARE(m_script->loads().size(), 1);
}

void TestEngineThread::tenThousandStepsArriveWholeInAFewBatches()
{
    QStringList steps;
    for (int step = 0; step < 10'000; ++step)
        steps.append(QString::number(step) + ' ');
    m_script->answer({.text = steps});
    QElapsedTimer clock;
    clock.start();
    m_engine->ask(1, questionOf("Count."));
    QTRY_VERIFY_WITH_TIMEOUT(m_book->results.contains(1), 20'000);
    QCOMPARE(m_book->text[1], steps.join(QString()));
    const double seconds = double(clock.elapsed()) / 1000.0;
    QVERIFY2(m_book->batches <= 60 * seconds + 2, qPrintable(QString::number(m_book->batches)));
}

void TestEngineThread::progressComesAtMostTwentyTimesASecond()
{
    m_script->answer({.promptTokens = 500, .text = {"x"}, .pause = 1ms});
    QElapsedTimer clock;
    clock.start();
    m_engine->ask(1, questionOf("Read."));
    QTRY_VERIFY_WITH_TIMEOUT(m_book->results.contains(1), 20'000);
    int reports = 0;
    for (const AnswerProgress &progress : m_book->progresses)
        reports += progress.phase == AnswerProgress::Phase::Reading && progress.total > 0;
    QVERIFY(reports > 2);
    QVERIFY2(reports <= 20 * double(clock.elapsed()) / 1000.0 + 3, qPrintable(QString::number(reports)));
    QCOMPARE(m_book->progresses.last().done, 500);
}

void TestEngineThread::aRecordingIsWrittenDown()
{
    m_script->transcribe({.text = {"good", " morning"}});
    m_engine->transcribe(4, {0.1F, -0.1F});
    QTRY_VERIFY(m_book->transcripts.contains(4));
    QCOMPARE(m_book->transcripts[4].text, "good morning");
    QCOMPARE(m_book->batches, 0);
    QCOMPARE(m_script->recordings().first(), (QList<float>{0.1F, -0.1F}));
}

void TestEngineThread::aFailedAnswerSaysWhyAndTheNextOneIsAnswered()
{
    m_script->answer({.text = {"So far"}, .failure = {"It broke.", "Try again."}});
    m_script->answer({.text = {"fine"}});
    m_engine->ask(1, questionOf("a"));
    m_engine->ask(2, questionOf("b"));
    QTRY_COMPARE(m_book->ended, (QList<qint64>{1, 2}));
    QCOMPARE(m_book->text[1], "So far");
    QCOMPARE(m_book->failures[1].what, "It broke.");
    QCOMPARE(m_book->failures[1].remedy, "Try again.");
    QVERIFY(m_book->results.contains(2));
}

void TestEngineThread::aFailedLoadFailsWhatWaitsAndIsTriedAgain()
{
    m_script->load({.failure = {"Not enough memory.", "Close something."}});
    m_script->answer({.text = {"now"}});
    m_engine->ask(1, questionOf("a"));
    m_engine->ask(2, questionOf("b"));
    QTRY_COMPARE(m_book->ended, (QList<qint64>{1, 2}));
    QCOMPARE(m_engine->modelState(), EngineThread::Failed);
    QCOMPARE(m_engine->errorWhat(), "Not enough memory.");
    QCOMPARE(m_book->failures[2].remedy, "Close something.");
    m_engine->ask(3, questionOf("c"));
    QTRY_VERIFY(m_book->results.contains(3));
    QCOMPARE(m_engine->errorWhat(), "");
}

void TestEngineThread::aFailedLoadIsTriedAgainWithOtherSettings()
{
    m_script->load({.failure = {"Not enough memory.", "Take less."}});
    m_engine->load();
    QTRY_COMPARE(m_engine->modelState(), EngineThread::Failed);
    m_engine->setOptions({.path = "/models/scripted", .contextLength = 1024});
    QTRY_COMPARE(m_engine->modelState(), EngineThread::Ready);
    QCOMPARE(m_script->loads().last().contextLength, 1024);
}

void TestEngineThread::aLoadTellsAtOnceWhatItIsAt()
{
    QList<EngineThread::LoadStage> stages;
    connect(m_engine.get(), &EngineThread::loadProgressed, this, [&] {
        if (stages.isEmpty() || stages.last() != m_engine->loadStage())
            stages.append(m_engine->loadStage());
    });
    m_script->load({.steps = 4, .written = 2, .pause = 1ms}); // all within one interval of reports
    m_engine->load();
    QTRY_COMPARE(m_engine->modelState(), EngineThread::Ready);
    using Stage = EngineThread::LoadStage;
    QCOMPARE(stages, (QList<Stage>{Stage::Reading, Stage::Writing, Stage::Reading}));
    QCOMPARE(m_engine->progressTotal(), 4);
}

void TestEngineThread::aNoticeOfTheEngineStandsWhileTheModelIsReady()
{
    m_script->load({.notice = "The disk is short."});
    m_engine->load();
    QCOMPARE(m_engine->notice(), "");
    QTRY_COMPARE(m_engine->modelState(), EngineThread::Ready);
    QCOMPARE(m_engine->notice(), "The disk is short.");
    QCOMPARE(m_engine->bytesHeld(), 600);
    m_engine->rest();
    QTRY_COMPARE(m_engine->modelState(), EngineThread::Resting);
    QCOMPARE(m_engine->notice(), "");
    QCOMPARE(m_engine->bytesHeld(), 0);
}

void TestEngineThread::withoutAModelAQuestionFails()
{
    start({});
    QCOMPARE(m_engine->modelState(), EngineThread::NoModel);
    m_engine->ask(1, questionOf("a"));
    QTRY_VERIFY(m_book->failures.contains(1));
    QVERIFY(!m_book->failures[1].what.isEmpty());
    QVERIFY(!m_book->failures[1].remedy.isEmpty());
    QCOMPARE(m_engine->modelState(), EngineThread::NoModel);
}

void TestEngineThread::theDemoModelIsUsedWhileNoneIsChosen()
{
    start({}, "/demo");
    QVERIFY(m_engine->isDemo());
    m_engine->load();
    QTRY_COMPARE(m_engine->modelState(), EngineThread::Ready);
    QCOMPARE(m_script->loads().first().path, "/demo");
    m_engine->setOptions({.path = "/models/other"});
    QVERIFY(!m_engine->isDemo());
    QTRY_COMPARE(m_script->loads().size(), 2);
    QTRY_COMPARE(m_engine->modelState(), EngineThread::Ready);
    QCOMPARE(m_script->loads().last().path, "/models/other");
}

void TestEngineThread::anotherContextLoadsAnewAfterTheAnswer()
{
    m_script->answer({.text = {"a", "b", "c"}, .pause = 30ms});
    m_engine->ask(1, questionOf("a"));
    QTRY_COMPARE(m_book->text[1].size(), 1);
    m_engine->setOptions({.path = "/models/scripted", .contextLength = 1024});
    QTRY_VERIFY(m_book->results.contains(1));
    QCOMPARE(m_book->text[1], "abc");
    QTRY_COMPARE(m_script->loads().size(), 2);
    QCOMPARE(m_script->loads().last().contextLength, 1024);
    QTRY_COMPARE(m_engine->modelState(), EngineThread::Ready);
}

void TestEngineThread::anotherModelStopsTheLoadOfTheFirst()
{
    m_script->load({.steps = 100, .pause = 1h});
    m_engine->load();
    QTRY_COMPARE(m_script->loads().size(), 1);
    m_engine->setOptions({.path = "/models/other"});
    QTRY_COMPARE(m_engine->modelState(), EngineThread::Ready);
    QCOMPARE(m_script->loads().size(), 2);
    QCOMPARE(m_script->loads().last().path, "/models/other");
}

void TestEngineThread::draftsAreSwitchedWithoutLoading()
{
    m_script->answer({.text = {"a"}});
    m_script->answer({.text = {"b"}});
    m_engine->ask(1, questionOf("a"));
    QTRY_VERIFY(m_book->results.contains(1));
    m_engine->setOptions({.path = "/models/scripted", .draftTokens = 2});
    m_engine->ask(2, questionOf("b"));
    QTRY_VERIFY(m_book->results.contains(2));
    QCOMPARE(m_script->questions().first().draftTokens, -1);
    QCOMPARE(m_script->questions().last().draftTokens, 2);
    QCOMPARE(m_script->loads().size(), 1);
}

void TestEngineThread::aRestingModelComesBackWithAQuestion()
{
    m_script->answer({.text = {"a"}});
    m_engine->load();
    QTRY_COMPARE(m_engine->modelState(), EngineThread::Ready);
    QCOMPARE(m_engine->bytesInUse(), 1000);
    m_engine->rest();
    QTRY_COMPARE(m_engine->modelState(), EngineThread::Resting);
    QCOMPARE(m_script->unloads(), 1);
    QCOMPARE(m_engine->bytesInUse(), 0);
    m_engine->ask(1, questionOf("a"));
    QTRY_VERIFY(m_book->results.contains(1));
}

void TestEngineThread::aStoppedLoadRests()
{
    m_script->load({.steps = 100, .pause = 1h});
    m_engine->load();
    QTRY_COMPARE(m_engine->progressTotal(), 100);
    m_engine->rest();
    QTRY_COMPARE(m_engine->modelState(), EngineThread::Resting);
}

void TestEngineThread::countsWaitForAnswersAndOnlyTheNewestIsMade()
{
    QSignalSpy counted(m_engine.get(), &EngineThread::counted);
    m_script->answer({.text = {"a", "b"}, .pause = 20ms});
    m_engine->ask(1, questionOf("a"));
    m_engine->countTokens(10, questionOf("four"));
    m_engine->countTokens(11, questionOf("seven.."));
    QTRY_COMPARE(counted.count(), 1);
    const auto count = counted.first().first().value<TokenCount>();
    QCOMPARE(count.countId, 11);
    QCOMPARE(count.tokens, 7);
    QCOMPARE(m_script->counts(), 1);
    QVERIFY(m_book->results.contains(1));
}

void TestEngineThread::quittingWhileAnsweringTakesAMoment()
{
    m_script->answer({.text = {"a"}, .lastPause = 1h});
    m_engine->ask(1, questionOf("a"));
    m_engine->ask(2, questionOf("b"));
    QTRY_COMPARE(m_book->text[1], "a");
    QElapsedTimer clock;
    clock.start();
    m_engine.reset();
    QVERIFY2(clock.elapsed() < 300, qPrintable(QString::number(clock.elapsed())));
}

void TestEngineThread::quittingWhileLoadingTakesAMoment()
{
    m_script->load({.steps = 100, .pause = 1h});
    m_engine->load();
    QTRY_COMPARE(m_engine->progressTotal(), 100);
    QElapsedTimer clock;
    clock.start();
    m_engine.reset();
    QVERIFY2(clock.elapsed() < 300, qPrintable(QString::number(clock.elapsed())));
}

QTEST_GUILESS_MAIN(TestEngineThread)
#include "tst_engine_thread.moc"
