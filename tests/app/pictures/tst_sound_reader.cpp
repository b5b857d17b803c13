#include "app/pictures/sound_reader.h"

#include "tests/app/pictures/sample_files.h"

#include <QSignalSpy>
#include <QTest>
#include <QtEndian>

#include <cmath>

using namespace alcove::app;

namespace {

struct Heard {
    QList<float> samples;
    QString error;
};

Heard read(const QString &path)
{
    SoundReader reader(path);
    QSignalSpy finished(&reader, &SoundReader::finished);
    reader.start();
    if (finished.isEmpty() && !finished.wait(30'000))
        return {.samples = {}, .error = "no answer"};
    return {finished[0][0].value<QList<float>>(), finished[0][1].toString()};
}

QByteArray number(auto value)
{
    const auto little = qToLittleEndian(value);
    return QByteArray(reinterpret_cast<const char *>(&little), sizeof little);
}

/// A 16-bit WAV file with a tone of 440 Hz in every channel.
QByteArray wav(int rate, int channels, double seconds)
{
    QByteArray data;
    for (qint64 frame = 0; frame < qint64(rate * seconds); ++frame) {
        const auto sample = qint16(16'000 * std::sin(2 * 3.14159265358979 * 440 * double(frame) / rate));
        for (int channel = 0; channel < channels; ++channel)
            data += number(sample);
    }
    const QByteArray format = number(quint16(1)) + number(quint16(channels)) + number(quint32(rate)) +
                              number(quint32(rate * channels * 2)) + number(quint16(channels * 2)) +
                              number(quint16(16));
    return "RIFF" + number(quint32(36 + data.size())) + "WAVEfmt " + number(quint32(16)) + format + "data" +
           number(quint32(data.size())) + data;
}

} // namespace

class TestSoundReader : public QObject {
    Q_OBJECT

private slots:
    void sixteenKilohertzMonoComesUnchanged();
    void otherRatesAndChannelsAreConverted();
    void whatIsNoSoundIsRefusedWithASentence_data();
    void whatIsNoSoundIsRefusedWithASentence();
    void moreThanTenMinutesAreRefused();
};

void TestSoundReader::sixteenKilohertzMonoComesUnchanged()
{
    const QString path = sample("recording-6.wav").toLocalFile();
    const Heard heard = read(path);
    QCOMPARE(heard.error, "");
    QFile file(path);
    QVERIFY(file.open(QFile::ReadOnly));
    const QByteArray bytes = file.readAll().sliced(44);
    QCOMPARE(heard.samples.size(), bytes.size() / 2);
    for (qsizetype i = 0; i < heard.samples.size(); ++i)
        QCOMPARE(heard.samples[i], float(qFromLittleEndian<qint16>(bytes.constData() + 2 * i)) / 32768.0F);
}

void TestSoundReader::otherRatesAndChannelsAreConverted()
{
    const SampleFolder folder;
    const Heard heard = read(folder.write("x.wav", wav(44'100, 2, 1.0)).toLocalFile());
    QCOMPARE(heard.error, "");
    QVERIFY2(
        std::abs(heard.samples.size() - 16'000) < 100, qPrintable(QString::number(heard.samples.size())));
    double squares = 0;
    for (const float sample : heard.samples)
        squares += double(sample) * double(sample);
    const double loudness = std::sqrt(squares / double(heard.samples.size()));
    // FFmpeg adds two channels with 1/√2 each: two equal ones come out √2 louder than one. Loudness cancels
    // out in the model (spec 4).
    const double ofOneChannel = 16'000.0 / 32'768.0 / std::sqrt(2.0);
    const double expected = ofOneChannel * std::sqrt(2.0);
    QVERIFY2(std::abs(loudness - expected) < 0.02, qPrintable(QString::number(loudness)));
}

void TestSoundReader::whatIsNoSoundIsRefusedWithASentence_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("header alone") << wav(16'000, 1, 1.0).first(44);
    QTest::newRow("half a header") << wav(16'000, 1, 1.0).first(20);
    QTest::newRow("noise") << QByteArray("OggS") + QByteArray(5'000, '\x5A');
    QTest::newRow("picture") << encoded(flag({30, 20}), "png");
}

void TestSoundReader::whatIsNoSoundIsRefusedWithASentence()
{
    QFETCH(QByteArray, bytes);
    const SampleFolder folder;
    const Heard heard = read(folder.write("x.wav", bytes).toLocalFile());
    QCOMPARE(heard.samples.size(), 0);
    QVERIFY2(heard.error.startsWith("“x.wav” could not be read."), qPrintable(heard.error));
}

void TestSoundReader::moreThanTenMinutesAreRefused()
{
    const SampleFolder folder;
    const Heard heard = read(folder.write("x.wav", wav(8'000, 1, 605.0)).toLocalFile());
    QCOMPARE(heard.samples.size(), 0);
    QCOMPARE(heard.error, "“x.wav” is longer than 10 minutes. Cut it into parts.");
}

QTEST_MAIN(TestSoundReader)
#include "tst_sound_reader.moc"
