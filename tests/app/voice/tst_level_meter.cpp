#include "app/voice/level_meter.h"

#include <QTest>

#include <cmath>

using namespace alcove::app;

namespace {

constexpr int kRate = 16'000;

std::vector<float> tone(double seconds, double amplitude)
{
    std::vector<float> samples(size_t(seconds * kRate));
    for (size_t i = 0; i < samples.size(); ++i)
        samples[i] = float(amplitude * std::sin(double(i) * 0.3));
    return samples;
}

} // namespace

class TestLevelMeter : public QObject {
    Q_OBJECT

private slots:
    void aLevelComesEverySixtyMilliseconds();
    void theScaleRunsFromMinusSixtyDecibelsToFullScale_data();
    void theScaleRunsFromMinusSixtyDecibelsToFullScale();
    void onlyTheEndOfTheScaleIsClipping();
    void exactZerosForASecondAreMuted();
    void threeSecondsWithoutSpeechAreSilence();
    void speechEndsSilence();
    void aConstantOffsetIsNoSound();
};

void TestLevelMeter::aLevelComesEverySixtyMilliseconds()
{
    LevelMeter meter(kRate);
    size_t count = 0;
    const std::vector<float> samples = tone(1.0, 0.5);
    for (size_t begin = 0; begin < samples.size(); begin += 100)
        count += meter.measure(std::span(samples).subspan(begin, 100)).size();
    QCOMPARE(count, size_t(16)); // 1 s / 60 ms, whole ones
}

void TestLevelMeter::theScaleRunsFromMinusSixtyDecibelsToFullScale_data()
{
    QTest::addColumn<double>("amplitude");
    QTest::addColumn<double>("level");
    QTest::newRow("zeros") << 0.0 << 0.0;
    QTest::newRow("-80 dB") << 1.414e-4 << 0.0;
    QTest::newRow("-30 dB") << 0.04472 << 0.5;
    QTest::newRow("-12 dB") << 0.3552 << 0.8;
    QTest::newRow("beyond") << 2.0 << 1.0;
}

void TestLevelMeter::theScaleRunsFromMinusSixtyDecibelsToFullScale()
{
    QFETCH(double, amplitude);
    QFETCH(double, level);
    const double measured = LevelMeter(kRate).measure(tone(0.06, amplitude)).at(0).level;
    QVERIFY2(std::abs(measured - level) < 0.01, qPrintable(QString::number(measured)));
}

void TestLevelMeter::onlyTheEndOfTheScaleIsClipping()
{
    QVERIFY(!LevelMeter(kRate).measure(tone(0.06, 0.99)).at(0).clipped);
    std::vector<float> samples = tone(0.06, 0.1);
    samples[17] = -1.0F;
    QVERIFY(LevelMeter(kRate).measure(samples).at(0).clipped);
}

void TestLevelMeter::exactZerosForASecondAreMuted()
{
    LevelMeter meter(kRate);
    QVERIFY(!meter.measure(tone(0.9, 0.0)).back().muted);
    QVERIFY(meter.measure(tone(0.3, 0.0)).back().muted);
    QVERIFY(!meter.measure(tone(0.06, 1e-5)).back().muted);
    QVERIFY(!LevelMeter(kRate).measure(tone(3.0, 1e-5)).back().muted);
}

void TestLevelMeter::threeSecondsWithoutSpeechAreSilence()
{
    LevelMeter meter(kRate);
    QVERIFY(!meter.measure(tone(2.9, 0.01)).back().silent); // a steady hum
    QVERIFY(meter.measure(tone(0.2, 0.01)).back().silent);
}

void TestLevelMeter::speechEndsSilence()
{
    LevelMeter meter(kRate);
    QVERIFY(meter.measure(tone(4.0, 0.001)).back().silent);
    QVERIFY(!meter.measure(tone(0.06, 0.1)).back().silent);
    QVERIFY(!meter.measure(tone(2.0, 0.001)).back().silent);
}

void TestLevelMeter::aConstantOffsetIsNoSound()
{
    const std::vector<float> samples(960, 0.5F);
    QCOMPARE(LevelMeter(kRate).measure(samples).at(0).level, 0.0);
}

QTEST_APPLESS_MAIN(TestLevelMeter)
#include "tst_level_meter.moc"
