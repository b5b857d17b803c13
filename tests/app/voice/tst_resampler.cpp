#include "app/voice/resampler.h"

#include <QTest>

#include <cmath>
#include <numbers>
#include <vector>

using namespace alcove::app;

namespace {

std::vector<float> tone(int rate, double frequency, double seconds)
{
    std::vector<float> samples(size_t(rate * seconds));
    for (size_t i = 0; i < samples.size(); ++i)
        samples[i] = float(0.5 * std::sin(2.0 * std::numbers::pi * frequency * double(i) / rate));
    return samples;
}

QList<float> convert(int rate, double frequency)
{
    const std::vector<float> samples = tone(rate, frequency, 1.0);
    Resampler resampler(rate);
    QList<float> converted;
    for (size_t begin = 0; begin < samples.size(); begin += 480)
        converted += resampler.convert(
            std::span(samples).subspan(begin, std::min<size_t>(480, samples.size() - begin)));
    return converted;
}

double loudness(const QList<float> &samples)
{
    double squares = 0.0;
    for (qsizetype i = 2'000; i < samples.size() - 2'000; ++i)
        squares += double(samples[i]) * double(samples[i]);
    return std::sqrt(squares / double(samples.size() - 4'000));
}

} // namespace

class TestResampler : public QObject {
    Q_OBJECT

private slots:
    void aToneKeepsLengthAndLoudness_data();
    void aToneKeepsLengthAndLoudness();
    void whatSixteenKilohertzCannotHoldIsTakenOut();
    void sixteenKilohertzPassUnchanged();
};

void TestResampler::aToneKeepsLengthAndLoudness_data()
{
    QTest::addColumn<int>("rate");
    for (const int rate : {8'000, 16'000, 22'050, 44'100, 48'000, 96'000})
        QTest::addRow("%d", rate) << rate;
}

void TestResampler::aToneKeepsLengthAndLoudness()
{
    QFETCH(int, rate);
    const QList<float> converted = convert(rate, 1'000.0);
    QVERIFY2(converted.size() > 15'600 && converted.size() <= 16'000,
        qPrintable(QString::number(converted.size())));
    QVERIFY(std::abs(loudness(converted) - 0.5 / std::numbers::sqrt2) < 0.005);
}

void TestResampler::whatSixteenKilohertzCannotHoldIsTakenOut()
{
    QVERIFY(loudness(convert(48'000, 12'000.0)) < 0.001);
}

void TestResampler::sixteenKilohertzPassUnchanged()
{
    const std::vector<float> samples = tone(16'000, 440.0, 0.1);
    QCOMPARE(Resampler(16'000).convert(samples), QList<float>(samples.begin(), samples.end()));
}

QTEST_APPLESS_MAIN(TestResampler)
#include "tst_resampler.moc"
