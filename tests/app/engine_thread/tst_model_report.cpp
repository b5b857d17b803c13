#include "app/engine_thread/model_report.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace alcove::app;

class TestModelReport : public QObject {
    Q_OBJECT

private slots:
    void aModelIsDescribedWithItsPlan_data();
    void aModelIsDescribedWithItsPlan();
    void aLongerContextTakesMore();
    void aSmallerCacheTypeTakesLess();
    void withoutDraftsTheDrafterTakesNothing();
    void aFileThatIsNoModelIsNamedWithARemedy();
    void onlyTheLastOfManyChangesIsReported();
    void noPathDescribesNothing();
    void whatFitsNeedsNothingNearer();
    void otherStorageIsNearerThanAShorterConversation();
    void aShorterConversationIsNearestWhereStorageDoesNotHelp();
    void whatNeedNotChangeStaysAsChosen();
    void nothingIsNearWhereTheWeightsAreTooMuch();
    void whatTheModelInMemoryGivesBackCounts();
    void lookingAgainSeesWhatTheComputerCanGiveNow();

private:
    static QString demo() { return ALCOVE_RESOURCES_DIR "/demo-model/hf"; }
};

namespace {

/// Waits for the report of the inputs as they are now.
bool settles(ModelReport &report)
{
    return QTest::qWaitFor([&report] { return !report.isBusy(); }, 20'000);
}

/// Lets the computer give so much, and looks again.
bool settlesWith(ModelReport &report, qint64 bytes)
{
    const QSignalSpy reports(&report, &ModelReport::reportChanged);
    report.setAvailableMemory([bytes] { return bytes; });
    report.refresh();
    return QTest::qWaitFor([&reports] { return !reports.isEmpty(); }, 20'000);
}

/// What the demonstration model takes with these settings.
qint64 totalOf(const QString &path, int positions, CacheType type)
{
    ModelReport report;
    report.setPath(path);
    report.setContextLength(positions);
    report.setCacheType(int(type));
    return settles(report) ? report.total() : 0;
}

} // namespace

void TestModelReport::aModelIsDescribedWithItsPlan_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("fileName");
    QTest::newRow("folder") << demo() << "hf";
    QTest::newRow("gguf") << ALCOVE_RESOURCES_DIR "/demo-model/gguf/alcove-demo-Q8_0.gguf"
                          << "alcove-demo-Q8_0.gguf";
}

void TestModelReport::aModelIsDescribedWithItsPlan()
{
    QFETCH(QString, path);
    QFETCH(QString, fileName);
    ModelReport report;
    report.setPath(path);
    QVERIFY(report.isBusy());
    QVERIFY(settles(report));
    QCOMPARE(report.problem(), "");
    QCOMPARE(report.fileName(), fileName);
    QVERIFY(path.startsWith(report.folder()));
    QVERIFY(!report.name().isEmpty());
    QVERIFY(report.hasPictures());
    QVERIFY(report.hasSpeech());
    QVERIFY(report.hasDrafter());
    QVERIFY(report.bytes() > 1'000'000);
    QVERIFY(report.weights() > 0);
    QVERIFY(report.cache() > 0);
    QVERIFY(report.available() > report.total());
    QVERIFY(report.fits());
}

void TestModelReport::aLongerContextTakesMore()
{
    ModelReport report;
    report.setPath(demo());
    report.setContextLength(1024);
    QVERIFY(settles(report));
    const qint64 before = report.cache();
    report.setContextLength(2048);
    QVERIFY(settles(report));
    QVERIFY(report.cache() > before);
}

void TestModelReport::aSmallerCacheTypeTakesLess()
{
    ModelReport report;
    report.setPath(demo());
    QVERIFY(settles(report));
    const qint64 before = report.cache();
    report.setCacheType(int(CacheType::Int8));
    QVERIFY(settles(report));
    QVERIFY(report.cache() < before);
}

void TestModelReport::withoutDraftsTheDrafterTakesNothing()
{
    ModelReport report;
    report.setPath(demo());
    QVERIFY(settles(report));
    QVERIFY(report.drafter() > 0);
    report.setDraftTokens(0);
    QVERIFY(settles(report));
    QCOMPARE(report.drafter(), 0);
}

void TestModelReport::aFileThatIsNoModelIsNamedWithARemedy()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath("holiday.gguf"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("not a model at all");
    file.close();
    ModelReport report;
    report.setPath(file.fileName());
    QVERIFY(settles(report));
    QVERIFY2(report.problem().contains("holiday.gguf"), qPrintable(report.problem()));
    QVERIFY(!report.remedy().isEmpty());
    QCOMPARE(report.weights(), 0);
}

void TestModelReport::onlyTheLastOfManyChangesIsReported()
{
    ModelReport report;
    report.setPath(demo());
    QVERIFY(settles(report));
    const QSignalSpy reports(&report, &ModelReport::reportChanged);
    report.setPath("/nowhere");
    for (int positions = 1024; positions <= 2048; positions += 64)
        report.setContextLength(positions);
    report.setPath(demo());
    QVERIFY(settles(report));
    QCOMPARE(reports.count(), 1);
    QCOMPARE(report.problem(), "");
}

void TestModelReport::noPathDescribesNothing()
{
    ModelReport report;
    report.setPath(demo());
    QVERIFY(settles(report));
    report.setPath({});
    QVERIFY(settles(report));
    QCOMPARE(report.name(), "");
    QCOMPARE(report.total(), 0);
    QCOMPARE(report.problem(), "");
}

void TestModelReport::whatFitsNeedsNothingNearer()
{
    ModelReport report;
    report.setPath(demo());
    QVERIFY(settles(report));
    QVERIFY(report.fits());
    QVERIFY(!report.hasNearest());
    QCOMPARE(report.nearestTotal(), 0);
}

void TestModelReport::otherStorageIsNearerThanAShorterConversation()
{
    ModelReport report;
    report.setPath(demo());
    report.setContextLength(8192);
    const qint64 compact = totalOf(demo(), 8192, CacheType::Int8);
    QVERIFY(settlesWith(report, compact));
    QVERIFY(!report.fits());
    QVERIFY(report.hasNearest());
    QCOMPARE(report.nearestContextLength(), 8192);
    QCOMPARE(report.nearestCacheType(), int(CacheType::Int8));
    QCOMPARE(report.nearestDraftTokens(), report.draftTokens());
    QCOMPARE(report.nearestTotal(), compact);
}

void TestModelReport::aShorterConversationIsNearestWhereStorageDoesNotHelp()
{
    ModelReport report;
    report.setPath(demo());
    report.setContextLength(8192);
    report.setCacheType(int(CacheType::Int8));
    QVERIFY(settlesWith(report, totalOf(demo(), 8192, CacheType::Int8) - 1));
    QVERIFY(report.hasNearest());
    QCOMPARE(report.nearestContextLength(), 7168); // shorter by the engine's step
    QCOMPARE(report.nearestCacheType(), int(CacheType::Int8));
    QVERIFY(report.nearestTotal() < report.total());
}

void TestModelReport::whatNeedNotChangeStaysAsChosen()
{
    ModelReport report;
    report.setPath(demo());
    report.setContextLength(131'072); // more than the model was made for: planned with 8192
    QVERIFY(settlesWith(report, totalOf(demo(), 8192, CacheType::Int8)));
    QVERIFY(report.hasNearest());
    QCOMPARE(report.nearestContextLength(), 131'072);
    QCOMPARE(report.nearestCacheType(), int(CacheType::Int8));
}

void TestModelReport::nothingIsNearWhereTheWeightsAreTooMuch()
{
    ModelReport report;
    report.setPath(demo());
    QVERIFY(settlesWith(report, 1000));
    QVERIFY(!report.fits());
    QVERIFY(!report.hasNearest());
}

void TestModelReport::whatTheModelInMemoryGivesBackCounts()
{
    ModelReport report;
    report.setPath(demo());
    QVERIFY(settlesWith(report, 1000));
    QCOMPARE(report.available(), 1000);
    report.setGivenBack(report.total());
    QVERIFY(settles(report));
    QCOMPARE(report.available(), 1000 + report.total());
    QVERIFY(report.fits());
}

void TestModelReport::lookingAgainSeesWhatTheComputerCanGiveNow()
{
    ModelReport report;
    report.setPath(demo());
    QVERIFY(settlesWith(report, 1000));
    QVERIFY(!report.fits());
    const QSignalSpy busy(&report, &ModelReport::busyChanged);
    QVERIFY(settlesWith(report, report.total()));
    QVERIFY(report.fits());
    QCOMPARE(busy.count(), 0); // the figures shown were of these inputs all the time
}

QTEST_GUILESS_MAIN(TestModelReport)
#include "tst_model_report.moc"
