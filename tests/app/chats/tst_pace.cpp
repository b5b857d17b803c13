#include "app/chats/pace.h"

#include <QElapsedTimer>
#include <QTest>

using namespace alcove::app;

class TestPace : public QObject {
    Q_OBJECT

private slots:
    void nothingIsSaidBeforeThereIsSomethingToMeasure();
    void stepsAreCountedByTime();
    void whatIsOldIsForgotten();
};

void TestPace::nothingIsSaidBeforeThereIsSomethingToMeasure()
{
    Pace pace;
    QCOMPARE(pace.perSecond(), 0.0);
    pace.start();
    pace.add(5);
    QCOMPARE(pace.perSecond(), 0.0);
}

void TestPace::stepsAreCountedByTime()
{
    Pace pace;
    pace.start();
    QElapsedTimer clock;
    clock.start();
    int steps = 0;
    while (clock.elapsed() < 1000) {
        QTest::qSleep(20);
        pace.add(2);
        steps += 2;
    }
    const double expected = steps * 1000.0 / double(clock.elapsed());
    QVERIFY2(qAbs(pace.perSecond() - expected) < expected * 0.05,
        qPrintable(QString("%1, not %2").arg(pace.perSecond()).arg(expected)));
}

void TestPace::whatIsOldIsForgotten()
{
    Pace pace;
    pace.start();
    pace.add(1'000'000);
    QTest::qSleep(1100);
    pace.add(1);
    QTest::qSleep(1100);
    pace.add(1);
    QVERIFY2(pace.perSecond() < 3.0, qPrintable(QString::number(pace.perSecond())));
}

QTEST_APPLESS_MAIN(TestPace)
#include "tst_pace.moc"
