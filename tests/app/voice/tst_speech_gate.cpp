#include "app/voice/speech_gate.h"

#include <QFile>
#include <QTest>
#include <QtEndian>

#include <cmath>
#include <numbers>

using namespace alcove::app;

namespace {

constexpr int kRate = 16'000;

qsizetype samplesOf(double seconds)
{
    return qsizetype(seconds * kRate);
}

double decibels(double level)
{
    return std::pow(10.0, level / 20.0);
}

/// A signal put together from parts; the same calls give the same signal.
class Signal {
public:
    Signal &noise(double seconds, double level)
    {
        for (qsizetype i = 0; i < samplesOf(seconds); ++i)
            m_samples += float(random() * decibels(level));
        return *this;
    }

    /// Syllables of 160 ms with dips of 40 ms between them, over the noise.
    Signal &speech(double seconds, double level, double noiseLevel)
    {
        for (qsizetype i = 0; i < samplesOf(seconds); ++i) {
            const bool dip = i % samplesOf(0.2) >= samplesOf(0.16);
            const double voice = dip ? 0.0 : std::sin(2.0 * std::numbers::pi * 180.0 * double(i) / kRate);
            m_samples +=
                std::clamp(float(voice * decibels(level) + random() * decibels(noiseLevel)), -1.0F, 1.0F);
        }
        return *this;
    }

    Signal &zeros(double seconds)
    {
        m_samples.resize(m_samples.size() + samplesOf(seconds));
        return *this;
    }

    const QList<float> &samples() const { return m_samples; }

private:
    double random()
    {
        m_state = m_state * 6'364'136'223'846'793'005ULL + 1'442'695'040'888'963'407ULL;
        return double(m_state >> 11) / double(1ULL << 53) * 2.0 - 1.0;
    }

    QList<float> m_samples;
    quint64 m_state = 1;
};

double seconds(const QList<QList<float>> &pieces)
{
    qsizetype count = 0;
    for (const QList<float> &piece : pieces)
        count += piece.size();
    return double(count) / kRate;
}

// The samples are plain 16-bit files with a header of 44 bytes.
QList<float> recording(int number)
{
    QFile file(QString(ALCOVE_RESOURCES_DIR "/samples/recording-%1.wav").arg(number));
    if (!file.open(QFile::ReadOnly))
        return {};
    const QByteArray bytes = file.readAll().sliced(44);
    QList<float> samples(bytes.size() / 2);
    for (qsizetype i = 0; i < samples.size(); ++i)
        samples[i] = float(qFromLittleEndian<qint16>(bytes.constData() + 2 * i)) / 32768.0F;
    return samples;
}

} // namespace

class TestSpeechGate : public QObject {
    Q_OBJECT

private slots:
    void whereNobodySpeaksNothingIsHeard_data();
    void whereNobodySpeaksNothingIsHeard();
    void speechIsHeardInEveryRoom_data();
    void speechIsHeardInEveryRoom();
    void silenceAroundSpeechIsCutOff();
    void aRecordingMayBeginAndEndInTheMiddleOfAWord();
    void shortPausesStay();
    void longPausesAreShortened();
    void recordingsOverThirtySecondsAreCutInAPause();
    void everySampleOfLongSpeechIsInExactlyOnePiece();
    void theSampleRecordingsKeepTheirSpeech();
};

void TestSpeechGate::whereNobodySpeaksNothingIsHeard_data()
{
    QTest::addColumn<QList<float>>("samples");
    QTest::newRow("nothing") << QList<float>();
    QTest::newRow("less than a frame") << Signal().noise(0.01, -20).samples();
    QTest::newRow("zeros") << Signal().zeros(5).samples();
    QTest::newRow("quiet noise") << Signal().noise(5, -60).samples();
    QTest::newRow("loud noise") << Signal().noise(5, -15).samples();
    QTest::newRow("full noise") << Signal().noise(5, 0).samples();
    QTest::newRow("rounding noise after zeros") << Signal().zeros(2).noise(2, -90).samples();
    QTest::newRow("a click of 0.2 s") << Signal().noise(2, -60).noise(0.2, -10).noise(2, -60).samples();
    QTest::newRow("keys") << Signal()
                                 .noise(1, -60)
                                 .noise(0.03, -10)
                                 .noise(0.2, -60)
                                 .noise(0.03, -10)
                                 .noise(0.2, -60)
                                 .noise(0.03, -10)
                                 .noise(1, -60)
                                 .samples();
    QList<float> offset(5 * kRate, 0.5F);
    QTest::newRow("a constant offset") << offset;
    QTest::newRow("a fan that goes off") << Signal().noise(3, -40).noise(3, -60).samples();
    QTest::newRow("a fan that goes on") << Signal().noise(3, -60).noise(3, -40).samples();
}

void TestSpeechGate::whereNobodySpeaksNothingIsHeard()
{
    QFETCH(QList<float>, samples);
    QCOMPARE(speechPieces(samples).size(), 0);
}

void TestSpeechGate::speechIsHeardInEveryRoom_data()
{
    QTest::addColumn<double>("level");
    QTest::addColumn<double>("noise");
    QTest::newRow("near") << -12.0 << -60.0;
    QTest::newRow("quiet voice") << -45.0 << -75.0;
    QTest::newRow("noisy room") << -12.0 << -30.0;
    QTest::newRow("clipped") << 20.0 << -40.0;
    QTest::newRow("no noise at all") << -20.0 << -200.0;
}

void TestSpeechGate::speechIsHeardInEveryRoom()
{
    QFETCH(double, level);
    QFETCH(double, noise);
    const QList<float> samples = Signal().noise(2, noise).speech(2, level, noise).noise(2, noise).samples();
    const QList<QList<float>> pieces = speechPieces(samples);
    QCOMPARE(pieces.size(), 1);
    // 300 ms before, 2 s less the last dip, 500 ms after; a frame of doubt at each end
    QVERIFY2(std::abs(seconds(pieces) - 2.76) < 0.06, qPrintable(QString::number(seconds(pieces))));
}

void TestSpeechGate::silenceAroundSpeechIsCutOff()
{
    const QList<float> samples = Signal().noise(2, -60).speech(1, -12, -60).noise(2, -60).samples();
    const QList<QList<float>> pieces = speechPieces(samples);
    QCOMPARE(pieces.size(), 1);
    QCOMPARE(pieces[0], samples.sliced(samplesOf(1.7), pieces[0].size()));
    QCOMPARE(pieces[0].size(), samplesOf(0.3 + 0.96 + 0.5));
}

void TestSpeechGate::aRecordingMayBeginAndEndInTheMiddleOfAWord()
{
    const QList<float> samples = Signal().speech(1.1, -12, -60).samples();
    const QList<QList<float>> pieces = speechPieces(samples);
    QCOMPARE(pieces.size(), 1);
    QCOMPARE(pieces[0], samples);
}

void TestSpeechGate::shortPausesStay()
{
    const QList<float> samples = Signal().speech(1, -12, -60).noise(1.1, -60).speech(1, -12, -60).samples();
    QCOMPARE(seconds(speechPieces(samples)), 3.1);
}

void TestSpeechGate::longPausesAreShortened()
{
    const QList<float> samples = Signal().speech(1, -12, -60).noise(5, -60).speech(1, -12, -60).samples();
    // Each second ends with a dip of 40 ms that counts to the pause after it, or to the end.
    QCOMPARE(seconds(speechPieces(samples)), 0.96 + 0.6 + 1.0);
}

void TestSpeechGate::recordingsOverThirtySecondsAreCutInAPause()
{
    const QList<float> samples = Signal().speech(24, -12, -60).noise(0.4, -60).speech(20, -12, -60).samples();
    const QList<QList<float>> pieces = speechPieces(samples);
    QCOMPARE(pieces.size(), 2);
    const double cut = double(pieces[0].size()) / kRate;
    QVERIFY2(cut > 24.0 && cut < 24.4, qPrintable(QString::number(cut)));
}

void TestSpeechGate::everySampleOfLongSpeechIsInExactlyOnePiece()
{
    const QList<float> samples = Signal().speech(125.013, -12, -60).samples();
    QList<float> together;
    const QList<QList<float>> pieces = speechPieces(samples);
    QVERIFY(pieces.size() >= 5);
    for (const QList<float> &piece : pieces) {
        QVERIFY(piece.size() <= samplesOf(30.02));
        together += piece;
    }
    QCOMPARE(together, samples);
}

void TestSpeechGate::theSampleRecordingsKeepTheirSpeech()
{
    for (int number = 1; number <= 8; ++number) {
        const QList<float> samples = recording(number);
        QVERIFY(!samples.isEmpty());
        const QList<QList<float>> pieces = speechPieces(samples);
        QCOMPARE(pieces.size(), 1);
        QCOMPARE(pieces[0], samples); // they begin and end within 300 and 500 ms of the words
        const QList<float> amid = Signal().zeros(3).samples() + samples + Signal().zeros(3).samples();
        const double kept = seconds(speechPieces(amid));
        const double length = double(samples.size()) / kRate;
        QVERIFY2(kept > length && kept < length + 0.9, qPrintable(QString("%1 %2").arg(kept).arg(length)));
    }
}

QTEST_APPLESS_MAIN(TestSpeechGate)
#include "tst_speech_gate.moc"
