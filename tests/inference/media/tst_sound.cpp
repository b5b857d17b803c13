#include "inference/media/sound.h"

#include <QFile>
#include <QTest>

#include <nlohmann/json.hpp>

#include <cmath>
#include <cstring>
#include <fstream>
#include <limits>
#include <numbers>

using namespace alcove::inference;
using Json = nlohmann::json;

namespace {

const std::filesystem::path kGolden = ALCOVE_GOLDEN_DIR;
using Bytes = std::vector<unsigned char>;

constexpr int kPcm = 1;
constexpr int kFloat = 3;
constexpr int kExtensible = 0xFFFE;

void append(Bytes &file, const char *text)
{
    file.insert(file.end(), text, text + std::strlen(text));
}

void append(Bytes &file, uint64_t value, int bytes)
{
    for (int i = 0; i < bytes; ++i)
        file.push_back(static_cast<unsigned char>(value >> (8 * i)));
}

void appendChunk(Bytes &file, const char *name, const Bytes &data)
{
    append(file, name);
    append(file, data.size(), 4);
    file.insert(file.end(), data.begin(), data.end());
    if (data.size() % 2 != 0)
        file.push_back(0);
}

struct Recording {
    int tag = kPcm;
    int channels = 1;
    int rate = kSampleRate;
    int bits = 16;
    Bytes data;
};

Bytes formatChunk(const Recording &recording)
{
    Bytes chunk;
    append(chunk, uint64_t(recording.tag), 2);
    append(chunk, uint64_t(recording.channels), 2);
    append(chunk, uint64_t(recording.rate), 4);
    const int frame = recording.channels * recording.bits / 8;
    append(chunk, uint64_t(recording.rate) * uint64_t(frame), 4);
    append(chunk, uint64_t(frame), 2);
    append(chunk, uint64_t(recording.bits), 2);
    return chunk;
}

Bytes wav(const std::vector<std::pair<const char *, Bytes>> &chunks)
{
    Bytes body;
    append(body, "WAVE");
    for (const auto &[name, data] : chunks)
        appendChunk(body, name, data);
    Bytes file;
    append(file, "RIFF");
    append(file, body.size(), 4);
    file.insert(file.end(), body.begin(), body.end());
    return file;
}

Bytes wav(const Recording &recording)
{
    return wav({{"fmt ", formatChunk(recording)}, {"data", recording.data}});
}

Bytes samples16(std::initializer_list<int> values)
{
    Bytes data;
    for (const int value : values)
        append(data, uint64_t(int64_t(value)), 2);
    return data;
}

Result<std::vector<float>> decode(const Bytes &file)
{
    return decodeWav(std::as_bytes(std::span(file)));
}

/// How much of a frequency is in a stretch of sound: twice the mean product with a turning phasor.
double amplitude(std::span<const float> samples, double hertz)
{
    double re = 0.0;
    double im = 0.0;
    for (size_t i = 0; i < samples.size(); ++i) {
        const double angle = 2.0 * std::numbers::pi * hertz * double(i) / kSampleRate;
        re += double(samples[i]) * std::cos(angle);
        im += double(samples[i]) * std::sin(angle);
    }
    return 2.0 * std::hypot(re, im) / double(samples.size());
}

std::vector<float> tone(double hertz, int rate, double seconds)
{
    std::vector<float> samples(size_t(rate * seconds));
    for (size_t i = 0; i < samples.size(); ++i)
        samples[i] = float(0.5 * std::sin(2.0 * std::numbers::pi * hertz * double(i) / rate));
    return samples;
}

} // namespace

class TestSound : public QObject {
    Q_OBJECT

private slots:
    void clipsBecomeTheReferencesFrames_data();
    void clipsBecomeTheReferencesFrames();
    void theLastFrameIsFilledWithZeros();
    void everyCodingGivesTheSameSamples_data();
    void everyCodingGivesTheSameSamples();
    void channelsAreAveraged();
    void chunksMayStandInAnyOrderAndHaveOddLengths();
    void anUnfinishedRecordingGivesWhatIsThere_data();
    void anUnfinishedRecordingGivesWhatIsThere();
    void otherRatesKeepPitchLengthAndLoudness_data();
    void otherRatesKeepPitchLengthAndLoudness();
    void whatSixteenKilohertzCannotHoldIsFilteredOut();
    void sixteenKilohertzStaysBitForBit();
    void numbersThatAreNoneBecomeSilence();
    void recordingsThatCannotBeReadAreRefusedWithASentence_data();
    void recordingsThatCannotBeReadAreRefusedWithASentence();
    void anyDamageEndsInSamplesOrASentence();
};

void TestSound::clipsBecomeTheReferencesFrames_data()
{
    QTest::addColumn<int>("clip");
    QTest::newRow("sweep") << 0;
    QTest::newRow("short") << 1;
    QTest::newRow("exact") << 2;
}

void TestSound::clipsBecomeTheReferencesFrames()
{
    QFETCH(int, clip);
    const Json data = Json::parse(std::ifstream(kGolden / "audio.json"));
    const Json &expected = data["clips"][size_t(clip)];
    const Result<std::vector<float>> samples = readWav(kGolden / expected["file"].get<std::string>());
    QVERIFY(samples.has_value());
    QCOMPARE(samples->size(), expected["samples"].get<size_t>());

    const std::vector<float> frames = soundFrames(*samples, 640);
    QCOMPARE(frames.size(), expected["frames"].get<size_t>() * 640);
    for (size_t frame = 0; frame < expected["frames"].get<size_t>(); ++frame) {
        double squares = 0.0;
        for (size_t i = 0; i < 640; ++i)
            squares += double(frames[frame * 640 + i]) * double(frames[frame * 640 + i]);
        QVERIFY(std::abs(std::sqrt(squares / 640) - expected["frame_rms"][frame].get<double>()) < 1e-6);
    }
    for (size_t i = 0; i < 8; ++i) // int16 / 32768 is exact
        QCOMPARE(frames[frames.size() - 640 + i], expected["last_frame_first_8"][i].get<float>());
}

void TestSound::theLastFrameIsFilledWithZeros()
{
    const std::vector<float> samples(7, 0.5F);
    const std::vector<float> frames = soundFrames(samples, 5);
    QCOMPARE(frames, std::vector<float>({0.5F, 0.5F, 0.5F, 0.5F, 0.5F, 0.5F, 0.5F, 0.0F, 0.0F, 0.0F}));
    QCOMPARE(soundFrames(std::vector<float>(10, 1.0F), 5).size(), size_t(10));
    QVERIFY(soundFrames({}, 5).empty());
}

void TestSound::everyCodingGivesTheSameSamples_data()
{
    QTest::addColumn<int>("tag");
    QTest::addColumn<int>("bits");
    QTest::addColumn<bool>("extensible");
    for (const bool extensible : {false, true}) {
        const char *suffix = extensible ? ", extensible" : "";
        for (const int bits : {8, 16, 24, 32})
            QTest::addRow("PCM %d%s", bits, suffix) << kPcm << bits << extensible;
        for (const int bits : {32, 64})
            QTest::addRow("float %d%s", bits, suffix) << kFloat << bits << extensible;
    }
}

void TestSound::everyCodingGivesTheSameSamples()
{
    QFETCH(int, tag);
    QFETCH(int, bits);
    QFETCH(bool, extensible);
    const std::vector<double> wanted = {0.0, 0.5, -0.5, -1.0, 0.25, 1.0 / 128.0};
    Recording recording{.tag = tag, .bits = bits, .data = {}};
    for (const double value : wanted) {
        const float single = float(value);
        uint64_t stored = 0;
        if (tag == kFloat && bits == 32)
            stored = std::bit_cast<uint32_t>(single);
        else if (tag == kFloat)
            stored = std::bit_cast<uint64_t>(value);
        else
            stored = uint64_t(int64_t(std::ldexp(value, bits - 1)) + (bits == 8 ? 128 : 0));
        append(recording.data, stored, bits / 8);
    }

    Bytes format = formatChunk(recording);
    if (extensible) {
        format[0] = kExtensible & 0xFF;
        format[1] = kExtensible >> 8;
        append(format, 22, 2);
        append(format, uint64_t(bits), 2);
        append(format, 0, 4);
        append(format, uint64_t(tag), 4);
        const Bytes guid = {0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71};
        format.insert(format.end(), guid.begin(), guid.end());
    }
    const auto samples = decode(wav({{"fmt ", format}, {"data", recording.data}}));
    QVERIFY2(samples.has_value(), samples ? "" : samples.error().message().c_str());
    QCOMPARE(samples->size(), wanted.size());
    for (size_t i = 0; i < wanted.size(); ++i)
        QCOMPARE((*samples)[i], float(wanted[i]));
}

void TestSound::channelsAreAveraged()
{
    const auto samples =
        decode(wav({.channels = 3, .data = samples16({3'276, 6'552, -9'828, 16'384, 16'384, -16'384})}));
    QVERIFY(samples.has_value());
    QCOMPARE(*samples, std::vector<float>({0.0F, float(0.5 / 3.0)}));
}

void TestSound::chunksMayStandInAnyOrderAndHaveOddLengths()
{
    const Recording recording{.data = samples16({1'000, -1'000})};
    const Bytes file = wav({{"LIST", Bytes(7, 'x')}, {"data", recording.data}, {"bext", Bytes(3, 'y')},
        {"fmt ", formatChunk(recording)}, {"id3 ", Bytes(1, 'z')}});
    const auto samples = decode(file);
    QVERIFY(samples.has_value());
    QCOMPARE(*samples, std::vector<float>({1'000.0F / 32'768.0F, -1'000.0F / 32'768.0F}));
}

void TestSound::anUnfinishedRecordingGivesWhatIsThere_data()
{
    QTest::addColumn<uint>("announced");
    QTest::addColumn<uint>("wholeFile");
    QTest::addColumn<int>("extraBytes");
    QTest::newRow("cut off") << 4'000U << 4'036U << 0;
    QTest::newRow("cut off within a sample") << 4'000U << 4'036U << 1;
    QTest::newRow("length unknown") << 0xFFFFFFFFU << 0xFFFFFFFFU << 0;
    QTest::newRow("length never filled in") << 0U << 0U << 0;
    QTest::newRow("length of the empty file") << 0U << 36U << 0;
}

void TestSound::anUnfinishedRecordingGivesWhatIsThere()
{
    QFETCH(uint, announced);
    QFETCH(uint, wholeFile);
    QFETCH(int, extraBytes);
    Bytes file = wav({.data = samples16({16'384, -16'384, 8'192})});
    file.insert(file.end(), size_t(extraBytes), 0x7F);
    std::memcpy(file.data() + 4, &wholeFile, 4);
    std::memcpy(file.data() + 40, &announced, 4);
    const auto samples = decode(file);
    QVERIFY2(samples.has_value(), samples ? "" : samples.error().message().c_str());
    QCOMPARE(*samples, std::vector<float>({0.5F, -0.5F, 0.25F}));
}

void TestSound::otherRatesKeepPitchLengthAndLoudness_data()
{
    QTest::addColumn<int>("rate");
    for (const int rate : {8'000, 11'025, 22'050, 32'000, 44'100, 48'000, 96'000})
        QTest::addRow("%d", rate) << rate;
}

void TestSound::otherRatesKeepPitchLengthAndLoudness()
{
    QFETCH(int, rate);
    const auto samples = resampledTo16kHz(tone(1'000.0, rate, 1.0), rate);
    QVERIFY(samples.has_value());
    QVERIFY(std::abs(double(samples->size()) - kSampleRate) <= 2.0);
    const std::span<const float> middle = std::span(*samples).subspan(1'600, 12'800);
    QVERIFY(std::abs(amplitude(middle, 1'000.0) - 0.5) < 0.005);
    QVERIFY(amplitude(middle, 1'100.0) < 0.005);

    // The same through a file, whose samples go in block by block.
    Recording recording{.tag = kFloat, .rate = rate, .bits = 32, .data = {}};
    for (const float sample : tone(1'000.0, rate, 1.0))
        append(recording.data, std::bit_cast<uint32_t>(sample), 4);
    const auto read = decode(wav(recording));
    QVERIFY(read.has_value());
    QCOMPARE(*read, *samples);
}

void TestSound::whatSixteenKilohertzCannotHoldIsFilteredOut()
{
    // 13 kHz would come back as 3 kHz if samples were only left out.
    const auto samples = resampledTo16kHz(tone(13'000.0, 48'000, 1.0), 48'000);
    QVERIFY(samples.has_value());
    const std::span<const float> middle = std::span(*samples).subspan(1'600, 12'800);
    QVERIFY(amplitude(middle, 3'000.0) < 0.001);
}

void TestSound::sixteenKilohertzStaysBitForBit()
{
    const std::vector<float> samples = tone(440.0, kSampleRate, 0.1);
    QCOMPARE(resampledTo16kHz(samples, kSampleRate).value(), samples);
}

void TestSound::numbersThatAreNoneBecomeSilence()
{
    Recording recording{.tag = kFloat, .bits = 32, .data = {}};
    for (const float value :
        {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity(), 7.0F})
        append(recording.data, std::bit_cast<uint32_t>(value), 4);
    const auto samples = decode(wav(recording));
    QVERIFY(samples.has_value());
    QCOMPARE(*samples, std::vector<float>({0.0F, 0.0F, 1.0F}));
}

void TestSound::recordingsThatCannotBeReadAreRefusedWithASentence_data()
{
    QTest::addColumn<Bytes>("file");
    QTest::addColumn<QString>("says");
    const Bytes four = samples16({1, 2, 3, 4});
    QTest::newRow("nothing") << Bytes() << "no WAV";
    QTest::newRow("a picture") << Bytes{0x89, 'P', 'N', 'G'} << "no WAV";
    QTest::newRow("no sound in it") << wav({.data = {}}) << "empty";
    QTest::newRow("no data chunk") << wav({{"fmt ", formatChunk({})}}) << "no sound";
    QTest::newRow("no format chunk") << wav({{"data", four}}) << "how it was recorded";
    QTest::newRow("short format chunk") << wav({{"fmt ", Bytes(8)}, {"data", four}}) << "how it was recorded";
    QTest::newRow("ADPCM") << wav({.tag = 0x11, .bits = 4, .data = four}) << "ADPCM";
    QTest::newRow("A-law") << wav({.tag = 6, .bits = 8, .data = four}) << "A-law";
    QTest::newRow("12 bit") << wav({.bits = 12, .data = four}) << "12 bit";
    QTest::newRow("no channels") << wav({.channels = 0, .data = four}) << "0 channels";
    QTest::newRow("a thousand channels") << wav({.channels = 1'000, .data = four}) << "1000 channels";
    QTest::newRow("standing still") << wav({.rate = 0, .data = four}) << "0 samples a second";
    QTest::newRow("radio waves") << wav({.rate = 9'000'000, .data = four}) << "9000000 samples a second";
    QTest::newRow("an hour") << wav({.rate = 1'000, .bits = 8, .data = Bytes(3'600'000, 128)})
                             << "60 minutes";
    Bytes contradicting = wav({.data = four});
    contradicting[32] = 3;
    QTest::newRow("contradiction") << contradicting << "contradicts";
}

void TestSound::recordingsThatCannotBeReadAreRefusedWithASentence()
{
    QFETCH(Bytes, file);
    QFETCH(QString, says);
    const auto samples = decode(file);
    QVERIFY(!samples.has_value());
    QVERIFY2(QString::fromStdString(samples.error().what).contains(says), samples.error().what.c_str());
    QVERIFY(!samples.error().remedy.empty());
}

void TestSound::anyDamageEndsInSamplesOrASentence()
{
    const Bytes file = wav({.channels = 2, .rate = 44'100, .data = Bytes(4'000, 0x55)});
    uint32_t random = 99;
    const auto next = [&random] { return random = random * 1'664'525U + 1'013'904'223U; };
    for (int round = 0; round < 500; ++round) {
        Bytes damaged = file;
        for (int i = 0; i < 3; ++i)
            damaged[(next() >> 8) % 60] = static_cast<unsigned char>(next() >> 16);
        damaged.resize((next() >> 8) % damaged.size() + 1);
        const auto samples = decode(damaged);
        if (samples)
            QVERIFY(!samples->empty());
        else
            QVERIFY(samples.error().what.ends_with('.') && !samples.error().remedy.empty());
    }
}

QTEST_APPLESS_MAIN(TestSound)
#include "tst_sound.moc"
