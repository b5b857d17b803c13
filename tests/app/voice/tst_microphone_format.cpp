#include "app/voice/microphone_format.h"

#include <QTest>

using namespace alcove::app;

namespace {

template <typename T>
QByteArray bytesOf(std::initializer_list<T> values)
{
    return QByteArray(reinterpret_cast<const char *>(values.begin()), qsizetype(values.size() * sizeof(T)));
}

QAudioFormat format(QAudioFormat::SampleFormat sample, int channels)
{
    QAudioFormat result;
    result.setSampleRate(48'000);
    result.setChannelCount(channels);
    result.setSampleFormat(sample);
    return result;
}

} // namespace

class TestMicrophoneFormat : public QObject {
    Q_OBJECT

private slots:
    void everySampleFormatBecomesMinusOneToOne_data();
    void everySampleFormatBecomesMinusOneToOne();
    void partOfAFrameWaits();
    void anInvalidFormatGivesNothing();
};

void TestMicrophoneFormat::everySampleFormatBecomesMinusOneToOne_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QAudioFormat>("from");
    QTest::addColumn<QList<float>>("samples");
    QTest::newRow("float") << bytesOf<float>({0.25F, -1.0F}) << format(QAudioFormat::Float, 1)
                           << QList<float>{0.25F, -1.0F};
    QTest::newRow("16 bit") << bytesOf<qint16>({16'384, -32'768}) << format(QAudioFormat::Int16, 1)
                            << QList<float>{0.5F, -1.0F};
    QTest::newRow("32 bit") << bytesOf<qint32>({1 << 30, 0}) << format(QAudioFormat::Int32, 1)
                            << QList<float>{0.5F, 0.0F};
    QTest::newRow("8 bit") << bytesOf<quint8>({128, 0}) << format(QAudioFormat::UInt8, 1)
                           << QList<float>{0.0F, -1.0F};
    QTest::newRow("stereo is averaged") << bytesOf<float>({0.5F, 0.25F, -0.5F, 0.5F})
                                        << format(QAudioFormat::Float, 2) << QList<float>{0.375F, 0.0F};
}

void TestMicrophoneFormat::everySampleFormatBecomesMinusOneToOne()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QAudioFormat, from);
    QFETCH(QList<float>, samples);
    const std::vector<float> taken = takeMonoSamples(bytes, from);
    QCOMPARE(taken.size(), size_t(samples.size()));
    for (size_t i = 0; i < taken.size(); ++i)
        QVERIFY(std::abs(taken[i] - samples[qsizetype(i)]) < 0.01F);
    QCOMPARE(bytes.size(), 0);
}

void TestMicrophoneFormat::partOfAFrameWaits()
{
    QByteArray bytes = bytesOf<qint16>({16'384, 16'384, 1'000});
    QCOMPARE(takeMonoSamples(bytes, format(QAudioFormat::Int16, 2)).size(), size_t(1));
    QCOMPARE(bytes, bytesOf<qint16>({1'000}));
}

void TestMicrophoneFormat::anInvalidFormatGivesNothing()
{
    QByteArray bytes = bytesOf<qint16>({1, 2});
    QVERIFY(takeMonoSamples(bytes, QAudioFormat()).empty());
}

QTEST_APPLESS_MAIN(TestMicrophoneFormat)
#include "tst_microphone_format.moc"
