#include "inference/formats/gguf.h"

#include "tests/inference/formats/gguf_bytes.h"
#include "tests/inference/formats/scratch_folder.h"
#include "tests/work_clock.h"

#include <QtTest>

#include <limits>

using namespace alcove::inference;
namespace fs = std::filesystem;

namespace {

constexpr uint32_t kF32 = 0;
constexpr uint32_t kQ80 = 8;
constexpr uint32_t kArray = 9;

std::string numbers(std::initializer_list<uint64_t> values)
{
    std::string bytes;
    for (const uint64_t value : values)
        bytes += GgufBytes::number(value);
    return bytes;
}

/// A right file with every kind of value and two tensors.
GgufBytes smallFile()
{
    GgufBytes bytes;
    bytes.key("general.architecture", "gemma4");
    bytes.rawKey("u8", 0, GgufBytes::number(uint8_t(200)));
    bytes.rawKey("i8", 1, GgufBytes::number(int8_t(-3)));
    bytes.rawKey("u16", 2, GgufBytes::number(uint16_t(60'000)));
    bytes.rawKey("i16", 3, GgufBytes::number(int16_t(-4)));
    bytes.key("u32", 4'000'000'000U);
    bytes.key("i32", -5);
    bytes.key("f32", 0.5F);
    bytes.key("yes", true);
    bytes.rawKey("u64", 10, GgufBytes::number(std::numeric_limits<uint64_t>::max()));
    bytes.rawKey("i64", 11, GgufBytes::number(std::numeric_limits<int64_t>::min()));
    bytes.rawKey("f64", 12, GgufBytes::number(0.1));
    bytes.key("list of numbers", std::vector<int32_t>{8, -1});
    bytes.key("list of reals", std::vector<float>{0.25F});
    bytes.key("list of texts", std::vector<std::string>{"a", "", "▁b"});
    bytes.flags("list of flags", {1, 0, 1});
    bytes.floats("first", {3, 2}, {1, 2, 3, 4, 5, 6});
    bytes.tensor("second", {64}, kQ80, std::string(68, 'x'));
    return bytes;
}

} // namespace

class TestGguf : public QObject {
    Q_OBJECT

private slots:
    void valuesOfEveryKindAreFound();
    void tensorsHaveThePyTorchOrderAndTheirBytes();
    void versionTwoReadsLikeThree();
    void aLargerAlignmentIsKept();
    void goldenFilesHaveTheirTensors_data();
    void goldenFilesHaveTheirTensors();
    void aGoldenWeightIsWhatTheRuleSays();
    void aFileCutAnywhereIsRefused();
    void wrongFilesAreRefusedWithASentence_data();
    void wrongFilesAreRefusedWithASentence();
    void hugeCountsAreRefusedBeforeAllocating_data();
    void hugeCountsAreRefusedBeforeAllocating();
    void noSingleByteMakesTheReaderFallOver();
    void foreignBlockTypesAreListedByName();
    void aWholeVocabularyIsReadQuickly();

private:
    Result<GgufFile> open(const std::string &content) const
    {
        return GgufFile::open(m_folder.write("file.gguf", content));
    }

    ScratchFolder m_folder;
};

void TestGguf::valuesOfEveryKindAreFound()
{
    const auto file = open(smallFile().file());
    QVERIFY(file);
    QCOMPARE(file->architecture(), std::string_view("gemma4"));
    QCOMPARE(file->integer("u8"), 200);
    QCOMPARE(file->integer("i8"), -3);
    QCOMPARE(file->integer("u16"), 60'000);
    QCOMPARE(file->integer("i16"), -4);
    QCOMPARE(file->integer("u32"), 4'000'000'000);
    QCOMPARE(file->integer("i32"), -5);
    QCOMPARE(file->integer("i64"), std::numeric_limits<int64_t>::min());
    QCOMPARE(file->integer("u64"), std::nullopt); // larger than any signed number
    QCOMPARE(file->real("u64"), 0x1p64);
    QCOMPARE(file->real("f32"), 0.5);
    QCOMPARE(file->real("f64"), 0.1);
    QCOMPARE(file->real("i32"), -5.0);
    QCOMPARE(file->boolean("yes"), true);
    QCOMPARE(file->integer("yes"), std::nullopt);
    QCOMPARE(file->integer("missing"), std::nullopt);
    QCOMPARE(file->string("i32"), std::nullopt);
    QCOMPARE(std::get<std::vector<int64_t>>(*file->array("list of numbers")), (std::vector<int64_t>{8, -1}));
    QCOMPARE(std::get<std::vector<double>>(*file->array("list of reals")), std::vector<double>{0.25});
    QCOMPARE(
        std::get<std::vector<bool>>(*file->array("list of flags")), (std::vector<bool>{true, false, true}));
    QCOMPARE(std::get<GgufTexts>(*file->array("list of texts")), (GgufTexts{"a", "", "▁b"}));
    QVERIFY(!file->array("u8"));
}

void TestGguf::tensorsHaveThePyTorchOrderAndTheirBytes()
{
    const auto file = open(smallFile().file());
    QVERIFY(file);
    const Tensor *first = file->tensors().find("first");
    QVERIFY(first);
    QCOMPARE(first->shape, (std::vector<int64_t>{2, 3}));
    QCOMPARE(first->rows(), 2);
    QCOMPARE(first->columns(), 3);
    std::array<float, 6> values = {};
    dequantize(first->type, first->bytes, values);
    QCOMPARE(values, (std::array<float, 6>{1, 2, 3, 4, 5, 6}));
    const Tensor *second = file->tensors().find("second");
    QVERIFY(second);
    QCOMPARE(second->type, BlockType::Q8_0);
    QCOMPARE(second->bytes.size(), 68U);
    QVERIFY(file->checkBlockTypes());
}

void TestGguf::versionTwoReadsLikeThree()
{
    GgufBytes bytes = smallFile();
    bytes.version = 2;
    const auto file = open(bytes.file());
    QVERIFY(file);
    QCOMPARE(file->tensors().all().size(), 2U);
}

void TestGguf::aLargerAlignmentIsKept()
{
    GgufBytes bytes;
    bytes.alignment = 4096;
    bytes.key("general.alignment", 4096U);
    bytes.floats("a", {1}, {1.0F});
    bytes.floats("b", {1}, {2.0F});
    const auto file = open(bytes.file());
    QVERIFY(file);
    QCOMPARE(file->tensors().find("b")->bytes.data() - file->files()[0].bytes().data(), 2 * 4096);
}

void TestGguf::goldenFilesHaveTheirTensors_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<qsizetype>("tensors");
    QTest::addColumn<QString>("architecture");
    QTest::newRow("text") << ALCOVE_GOLDEN_DIR "/tiny-file-text.gguf" << qsizetype(86) << "gemma4";
    QTest::newRow("media") << ALCOVE_GOLDEN_DIR "/tiny-file-mmproj.gguf" << qsizetype(11) << "clip";
    QTest::newRow("drafter") << ALCOVE_GOLDEN_DIR "/tiny-file-drafter.gguf" << qsizetype(49)
                             << "gemma4-assistant";
    QTest::newRow("demo text") << ALCOVE_RESOURCES_DIR "/demo-model/gguf/alcove-demo-Q8_0.gguf"
                               << qsizetype(86) << "gemma4";
    QTest::newRow("demo media") << ALCOVE_RESOURCES_DIR "/demo-model/gguf/alcove-demo-mmproj.gguf"
                                << qsizetype(11) << "clip";
    QTest::newRow("demo drafter") << ALCOVE_RESOURCES_DIR "/demo-model/gguf/alcove-demo-drafter-Q8_0.gguf"
                                  << qsizetype(27) << "gemma4-assistant";
}

void TestGguf::goldenFilesHaveTheirTensors()
{
    QFETCH(QString, path);
    QFETCH(qsizetype, tensors);
    QFETCH(QString, architecture);
    const auto file = GgufFile::open(path.toStdString());
    QVERIFY(file);
    QCOMPARE(qsizetype(file->tensors().all().size()), tensors);
    QCOMPARE(
        QString::fromUtf8(file->architecture().data(), qsizetype(file->architecture().size())), architecture);
}

void TestGguf::aGoldenWeightIsWhatTheRuleSays()
{
    // Spec A.2, the worked value of layers.3.layer_scalar.
    const auto file = GgufFile::open(ALCOVE_GOLDEN_DIR "/tiny-file-text.gguf");
    QVERIFY(file);
    const Tensor *scalar = file->tensors().find("blk.3.layer_output_scale.weight");
    QVERIFY(scalar);
    std::array<float, 1> value = {};
    dequantize(scalar->type, scalar->bytes, value);
    QCOMPARE(value[0], 0.71875F);
}

void TestGguf::aFileCutAnywhereIsRefused()
{
    const std::string whole = smallFile().file();
    constexpr size_t kPadding = 28; // behind the 68 bytes of the last tensor
    const fs::path path = m_folder.write("file.gguf", whole);
    fs::resize_file(path, whole.size() - kPadding);
    QVERIFY(GgufFile::open(path));
    for (size_t length = whole.size() - kPadding - 1; length > 0; --length) {
        fs::resize_file(path, length);
        const auto file = GgufFile::open(path);
        QVERIFY2(!file, QByteArray::number(qsizetype(length)).constData());
        QVERIFY(!file.error().remedy.empty());
    }
}

void TestGguf::wrongFilesAreRefusedWithASentence_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char *name, const std::string &content, const char *sentence) {
        QTest::newRow(name) << QByteArray(content.data(), qsizetype(content.size())) << QString(sentence);
    };
    const auto with = [](auto change) {
        GgufBytes bytes;
        change(bytes);
        return bytes.file();
    };
    row("another format", "PK\x03\x04 something", "is not a GGUF file");
    row("version 1", with([](GgufBytes &b) { b.version = 1; }), "has GGUF version 1");
    row("version 4", with([](GgufBytes &b) { b.version = 4; }), "has GGUF version 4");
    row("big-endian", with([](GgufBytes &b) { b.version = 0x0300'0000; }), "big-endian");
    row("same key twice", with([](GgufBytes &b) { b.key("k", 1U), b.key("k", 2U); }),
        "has the key “k” twice");
    row("empty key", with([](GgufBytes &b) { b.key("", 1U); }), "name of 0 bytes");
    row("unknown value type", with([](GgufBytes &b) { b.rawKey("k", 13, "12345678"); }), "unknown type 13");
    row("unknown element type",
        with([](GgufBytes &b) { b.rawKey("k", kArray, GgufBytes::number(99U) + numbers({0})); }),
        "unknown element type 99");
    row("nested array",
        with([](GgufBytes &b) { b.rawKey("k", kArray, GgufBytes::number(kArray) + numbers({0})); }),
        "“k” with arrays inside an array");
    row("bool of 2", with([](GgufBytes &b) { b.rawKey("k", 7, "\x02"); }), "neither true nor false");
    row("bool of 2 in a list", with([](GgufBytes &b) { b.flags("k", {2}); }), "neither true nor false");
    row("huge number in a list", with([](GgufBytes &b) {
        b.rawKey("k", kArray, GgufBytes::number(10U) + numbers({1, std::numeric_limits<uint64_t>::max()}));
    }),
        "above 2^63");
    row("alignment 3", with([](GgufBytes &b) { b.key("general.alignment", 3U); }), "no power of two");
    row("alignment 0", with([](GgufBytes &b) { b.key("general.alignment", 0U); }), "no power of two");
    row("alignment as text", with([](GgufBytes &b) { b.key("general.alignment", "32"); }), "no power of two");
    row("five dimensions", with([](GgufBytes &b) { b.rawTensor("t", {1, 1, 1, 1, 1}, kF32, 0); }),
        "“t” with 5 dimensions");
    row("size zero", with([](GgufBytes &b) { b.rawTensor("t", {4, 0}, kF32, 0); }), "impossible size 0");
    row("size overflow", with([](GgufBytes &b) { b.rawTensor("t", {1ULL << 32, 1ULL << 32}, kF32, 0); }),
        "impossible size");
    row("negative size", with([](GgufBytes &b) { b.rawTensor("t", {~0ULL}, kF32, 0); }), "impossible size");
    row("half a block", with([](GgufBytes &b) { b.tensor("t", {48}, kQ80, std::string(51, 'x')); }),
        "rows of 48 values, which Q8_0 cannot hold");
    row("same tensor twice", with([](GgufBytes &b) { b.floats("t", {1}, {1}), b.floats("t", {1}, {1}); }),
        "has the tensor “t” twice");
    row("unaligned tensor", with([](GgufBytes &b) {
        b.rawTensor("t", {1}, kF32, 4), b.floats("u", {16}, std::vector<float>(16));
    }),
        "multiple of the alignment");
    row("tensors on each other", with([](GgufBytes &b) {
        b.rawTensor("t", {9}, kF32, 0), b.rawTensor("u", {1}, kF32, 32),
            b.floats("v", {32}, std::vector<float>(32));
    }),
        "on top of each other");
    row("offset beyond the end", with([](GgufBytes &b) { b.rawTensor("t", {1}, kF32, 1ULL << 40); }),
        "reaches beyond the end");
    row("offset overflow", with([](GgufBytes &b) { b.rawTensor("t", {1}, kF32, ~31ULL); }),
        "reaches beyond the end");
    row("tensor larger than the file", with([](GgufBytes &b) { b.rawTensor("t", {1ULL << 40}, kF32, 0); }),
        "reaches beyond the end");
}

void TestGguf::wrongFilesAreRefusedWithASentence()
{
    QFETCH(QByteArray, content);
    QFETCH(QString, sentence);
    const auto file = open(content.toStdString());
    QVERIFY(!file);
    QVERIFY2(file.error().what.contains(sentence.toStdString()), file.error().what.c_str());
    QVERIFY(file.error().what.contains("“file.gguf”"));
}

void TestGguf::hugeCountsAreRefusedBeforeAllocating_data()
{
    QTest::addColumn<QByteArray>("content");
    const auto row = [](const char *name, const std::string &content) {
        QTest::newRow(name) << QByteArray(content.data(), qsizetype(content.size()));
    };
    constexpr auto kMost = std::numeric_limits<int64_t>::max();
    GgufBytes tensors = smallFile();
    tensors.extraTensors = kMost - 2;
    row("tensors", tensors.file());
    GgufBytes keys = smallFile();
    keys.extraKeys = kMost - 16;
    row("keys", keys.file());
    for (const uint64_t count : {uint64_t(kMost), ~uint64_t(0), uint64_t(1) << 61}) {
        for (const uint32_t type : {0U, 5U, 7U, 8U, 12U}) {
            GgufBytes list;
            list.rawKey("k", kArray, GgufBytes::number(type) + numbers({count}));
            row(qPrintable(QString("list of type %1, %2").arg(type).arg(count)), list.file());
        }
        GgufBytes text;
        text.rawKey("k", 8, numbers({count}));
        row(qPrintable(QString("text of %1").arg(count)), text.file());
    }
}

void TestGguf::hugeCountsAreRefusedBeforeAllocating()
{
    QFETCH(QByteArray, content);
    QVERIFY(!open(content.toStdString()));
}

void TestGguf::noSingleByteMakesTheReaderFallOver()
{
    // Whatever the answer is, it must be an answer; the sanitizer builds watch the memory.
    const std::string whole = smallFile().file();
    const fs::path path = m_folder.write("changed.gguf", whole);
    std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
    const auto put = [&file](size_t place, char value) {
        file.seekp(std::streamoff(place));
        file.put(value).flush();
    };
    size_t refused = 0;
    for (size_t place = 0; place < whole.size(); ++place) {
        for (const int value : {0x00, 0x7F, 0x80, 0xFF}) {
            put(place, char(value));
            refused += GgufFile::open(path) ? 0U : 1U;
        }
        put(place, whole[place]);
    }
    QVERIFY(GgufFile::open(path));
    QVERIFY(refused > whole.size() / 4);
}

void TestGguf::foreignBlockTypesAreListedByName()
{
    GgufBytes bytes;
    bytes.key("general.architecture", "llama");
    bytes.rawTensor("a", {256}, 17, 0);
    bytes.rawTensor("b", {256}, 17, 0);
    bytes.rawTensor("c", {256}, 31, 0);
    bytes.rawTensor("d", {256}, 99, 0);
    const auto file = open(bytes.file());
    QVERIFY(file);
    QCOMPARE(file->architecture(), std::string_view("llama"));
    QCOMPARE(file->refusedTensors().size(), 4U);
    const auto checked = file->checkBlockTypes();
    QVERIFY(!checked);
    QCOMPARE(QString::fromStdString(checked.error().what),
        QString("“file.gguf” uses block types that Alcove does not read: "
                "IQ2_XS (“a” and 1 more), Q4_0_4_4 (“c”), type 99 (“d”)."));
}

void TestGguf::aWholeVocabularyIsReadQuickly()
{
    GgufBytes bytes;
    std::vector<std::string> pieces;
    for (int i = 0; i < 262'144; ++i)
        pieces.push_back("▁" + std::to_string(i));
    std::vector<std::string> merges(514'906, "▁a b");
    bytes.key("tokenizer.ggml.tokens", pieces);
    bytes.key("tokenizer.ggml.scores", std::vector<float>(262'144));
    bytes.key("tokenizer.ggml.token_type", std::vector<int32_t>(262'144, 1));
    bytes.key("tokenizer.ggml.merges", merges);
    const auto path = m_folder.write("vocabulary.gguf", bytes.file());
    const alcove::test::WorkClock timer;
    const auto file = GgufFile::open(path);
    QVERIFY(file);
    QVERIFY2(timer.elapsed() < 1000, QByteArray::number(timer.elapsed()).constData());
    QCOMPARE(
        std::get<GgufTexts>(*file->array("tokenizer.ggml.tokens"))[262'143], std::string_view("▁262143"));
}

QTEST_APPLESS_MAIN(TestGguf)
#include "tst_gguf.moc"
