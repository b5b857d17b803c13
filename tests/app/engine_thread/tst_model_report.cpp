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

private:
    static QString demo() { return ALCOVE_RESOURCES_DIR "/demo-model/hf"; }
};

namespace {

/// Waits for the report of the inputs as they are now.
bool settles(ModelReport &report)
{
    return QTest::qWaitFor([&report] { return !report.isBusy(); }, 20'000);
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

QTEST_GUILESS_MAIN(TestModelReport)
#include "tst_model_report.moc"
