#include "app/engine_thread/memory_choice.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace alcove::app;

/// What does not fit is refused, and the settings stay. The computer is one that can give just what the
/// test says.
class TestMemoryChoice : public QObject {
    Q_OBJECT

private slots:
    void init();

    void aLengthThatFitsIsTaken();
    void aLengthThatDoesNotFitIsRefusedAndTheSettingsStay();
    void exactStorageThatDoesNotFitIsRefused();
    void lookingAheadThatDoesNotFitIsRefused();
    void theNearestIsTakenInOneAct();
    void whatFitsAfterARefusalIsTaken();
    void goingBackToWhatIsInForceIsNoChoice();
    void takingLessIsNeverRefused();
    void onlyTheLastOfTwoChoicesCounts();
    void aReportThatFitsHasNothingToTake();
    void theDemonstrationModelFitsEverywhere();

private:
    /// What the settings in force take.
    qint64 planned();
    void giveMemory(qint64 bytes)
    {
        m_choice->report()->setAvailableMemory([bytes] { return bytes; });
    }
    /// Waits for the verdict of the choice that was just made.
    bool decides()
    {
        return QTest::qWaitFor([this] { return !m_choice->report()->isBusy(); }, 20'000);
    }

    QTemporaryDir m_folder;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<MemoryChoice> m_choice;
};

void TestMemoryChoice::init()
{
    m_choice.reset();
    m_settings = std::make_unique<Settings>(m_folder.filePath(QTest::currentTestFunction()));
    m_settings->setModelPath(ALCOVE_RESOURCES_DIR "/demo-model/hf");
    m_settings->setContextLength(2048);
    m_choice = std::make_unique<MemoryChoice>();
    m_choice->setProperty("settings", QVariant::fromValue(m_settings.get()));
}

qint64 TestMemoryChoice::planned()
{
    ModelReport report;
    report.setPath(m_settings->modelPath());
    report.setContextLength(m_settings->contextLength());
    report.setCacheType(m_settings->cacheType());
    report.setDraftTokens(m_settings->draftTokens());
    return QTest::qWaitFor([&report] { return !report.isBusy(); }, 20'000) ? report.total() : 0;
}

void TestMemoryChoice::aLengthThatFitsIsTaken()
{
    m_choice->chooseLength(4096);
    QVERIFY(decides());
    QCOMPARE(m_settings->contextLength(), 4096);
    QCOMPARE(m_choice->refused(), MemoryChoice::Subject::Nothing);
}

void TestMemoryChoice::aLengthThatDoesNotFitIsRefusedAndTheSettingsStay()
{
    giveMemory(planned());
    m_choice->chooseLength(8192);
    QVERIFY(decides());
    QCOMPARE(m_choice->refused(), MemoryChoice::Subject::Length);
    QCOMPARE(m_settings->contextLength(), 2048);
    QCOMPARE(m_choice->report()->contextLength(), 8192);
    QVERIFY(m_choice->report()->total() > m_choice->report()->available());
}

void TestMemoryChoice::exactStorageThatDoesNotFitIsRefused()
{
    m_settings->setCacheType(Settings::Int8);
    giveMemory(planned());
    m_choice->chooseStorage(Settings::F16);
    QVERIFY(decides());
    QCOMPARE(m_choice->refused(), MemoryChoice::Subject::Storage);
    QCOMPARE(m_settings->cacheType(), Settings::Int8);
}

void TestMemoryChoice::lookingAheadThatDoesNotFitIsRefused()
{
    m_settings->setDraftTokens(0);
    giveMemory(planned());
    m_choice->chooseLookAhead(-1);
    QVERIFY(decides());
    QCOMPARE(m_choice->refused(), MemoryChoice::Subject::LookAhead);
    QCOMPARE(m_settings->draftTokens(), 0);
}

void TestMemoryChoice::theNearestIsTakenInOneAct()
{
    giveMemory(planned());
    m_choice->chooseLength(8192);
    QVERIFY(decides());
    QVERIFY(m_choice->report()->hasNearest());
    connect(m_settings.get(), &Settings::contextLengthChanged, this,
        [this] { QCOMPARE(int(m_settings->cacheType()), m_choice->report()->nearestCacheType()); });
    m_choice->takeNearest(m_choice->report());
    QCOMPARE(m_settings->contextLength(), m_choice->report()->nearestContextLength());
    QCOMPARE(int(m_settings->cacheType()), m_choice->report()->nearestCacheType());
    QCOMPARE(m_choice->refused(), MemoryChoice::Subject::Nothing);
    QCOMPARE(planned(), m_choice->report()->nearestTotal());
    QVERIFY(planned() <= m_choice->report()->available());
}

void TestMemoryChoice::whatFitsAfterARefusalIsTaken()
{
    giveMemory(planned());
    m_choice->chooseLength(8192);
    QVERIFY(decides());
    QCOMPARE(m_choice->refused(), MemoryChoice::Subject::Length);
    giveMemory(qint64(1) << 40);
    m_choice->chooseLength(4096);
    QVERIFY(decides());
    QCOMPARE(m_choice->refused(), MemoryChoice::Subject::Nothing);
    QCOMPARE(m_settings->contextLength(), 4096);
}

void TestMemoryChoice::goingBackToWhatIsInForceIsNoChoice()
{
    giveMemory(1); // less than what is in force takes
    m_choice->chooseLength(8192);
    QVERIFY(decides());
    QCOMPARE(m_choice->refused(), MemoryChoice::Subject::Length);
    m_choice->chooseLength(2048);
    QCOMPARE(m_choice->refused(), MemoryChoice::Subject::Nothing);
    QVERIFY(decides());
    QCOMPARE(m_choice->refused(), MemoryChoice::Subject::Nothing);
}

void TestMemoryChoice::takingLessIsNeverRefused()
{
    giveMemory(1);
    m_choice->chooseLength(1024);
    QCOMPARE(m_settings->contextLength(), 1024);
    m_choice->chooseStorage(Settings::Int8);
    QCOMPARE(m_settings->cacheType(), Settings::Int8);
    m_choice->chooseLookAhead(0);
    QCOMPARE(m_settings->draftTokens(), 0);
    QCOMPARE(m_choice->refused(), MemoryChoice::Subject::Nothing);
}

void TestMemoryChoice::onlyTheLastOfTwoChoicesCounts()
{
    const QSignalSpy lengths(m_settings.get(), &Settings::contextLengthChanged);
    m_choice->chooseLength(8192);
    m_choice->chooseLength(4096);
    QVERIFY(decides());
    QCOMPARE(m_settings->contextLength(), 4096);
    QCOMPARE(lengths.count(), 1);
}

void TestMemoryChoice::aReportThatFitsHasNothingToTake()
{
    m_choice->chooseLength(4096);
    QVERIFY(decides());
    QVERIFY(!m_choice->report()->hasNearest());
    m_choice->takeNearest(m_choice->report());
    QCOMPARE(m_settings->contextLength(), 4096);
}

void TestMemoryChoice::theDemonstrationModelFitsEverywhere()
{
    m_settings->setModelPath({});
    giveMemory(0);
    m_choice->chooseLength(131'072);
    QVERIFY(decides());
    QCOMPARE(m_settings->contextLength(), 131'072);
}

QTEST_GUILESS_MAIN(TestMemoryChoice)
#include "tst_memory_choice.moc"
