#include "inference/formats/safetensors.h"

#include "tests/inference/formats/safetensors_bytes.h"
#include "tests/inference/formats/scratch_folder.h"

#include <QtTest>

using namespace alcove::inference;
namespace fs = std::filesystem;

class TestSafetensors : public QObject {
    Q_OBJECT

private slots:
    void tensorsAreFoundWithTheirBytes();
    void listsOfIdsAreTaken();
    void goldenFoldersHaveTheirTensors_data();
    void goldenFoldersHaveTheirTensors();
    void aFileCutAnywhereIsRefused();
    void wrongFilesAreRefusedWithASentence_data();
    void wrongFilesAreRefusedWithASentence();
    void noSingleByteMakesTheReaderFallOver();
    void anEmptyFolderIsRefused();
    void shardsAreReadThroughTheIndex();
    void theSingleFileIsPreferredToTheIndex();
    void brokenIndexesAreRefused_data();
    void brokenIndexesAreRefused();

private:
    Result<SafetensorsFolder> open(const std::string &content) const
    {
        m_folder.write("model.safetensors", content);
        return SafetensorsFolder::open(m_folder.path());
    }

    ScratchFolder m_folder;
};

void TestSafetensors::tensorsAreFoundWithTheirBytes()
{
    const auto folder = open(smallSafetensors());
    QVERIFY(folder);
    QCOMPARE(folder->tensors().all().size(), 3U);
    const Tensor *a = folder->tensors().find("a");
    QVERIFY(a);
    QCOMPARE(a->type, BlockType::F32);
    QCOMPARE(a->shape, (std::vector<int64_t>{2, 3}));
    QCOMPARE(a->bytes.size(), 24U);
    const Tensor *b = folder->tensors().find("b");
    QVERIFY(b);
    QCOMPARE(b->type, BlockType::BF16);
    QCOMPARE(b->bytes.data() - a->bytes.data(), 24);
    const Tensor *c = folder->tensors().find("c");
    QVERIFY(c);
    QCOMPARE(c->elementCount(), 1);
    QVERIFY(!folder->tensors().find("__metadata__"));
}

void TestSafetensors::listsOfIdsAreTaken()
{
    const auto folder = open(safetensorsOf("{" + safetensorsEntry("ids", "I64", "[2]", 0, 16) + "}", 16));
    QVERIFY(folder);
    QCOMPARE(folder->tensors().find("ids")->type, BlockType::I64);
}

void TestSafetensors::goldenFoldersHaveTheirTensors_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("tensor");
    QTest::addColumn<qlonglong>("rows");
    QTest::addColumn<qlonglong>("columns");
    QTest::newRow("tiny") << ALCOVE_GOLDEN_DIR "/tiny-file" << "model.language_model.embed_tokens.weight"
                          << 1280LL << 64LL;
    QTest::newRow("tiny drafter") << ALCOVE_GOLDEN_DIR "/tiny-file-drafter" << "pre_projection.weight" << 32LL
                                  << 128LL;
    QTest::newRow("demo") << ALCOVE_RESOURCES_DIR "/demo-model/hf" << "model.embed_vision.patch_dense.weight"
                          << 192LL << 6912LL;
    QTest::newRow("demo drafter") << ALCOVE_RESOURCES_DIR "/demo-model/hf-assistant"
                                  << "post_projection.weight" << 256LL << 96LL;
}

void TestSafetensors::goldenFoldersHaveTheirTensors()
{
    QFETCH(QString, path);
    QFETCH(QString, tensor);
    QFETCH(qlonglong, rows);
    QFETCH(qlonglong, columns);
    const auto folder = SafetensorsFolder::open(path.toStdString());
    QVERIFY(folder);
    const Tensor *found = folder->tensors().find(tensor.toStdString());
    QVERIFY(found);
    QCOMPARE(found->type, BlockType::BF16);
    QCOMPARE(found->shape, (std::vector<int64_t>{rows, columns}));
}

void TestSafetensors::aFileCutAnywhereIsRefused()
{
    const std::string whole = smallSafetensors();
    open(whole);
    for (size_t length = whole.size() - 1; length > 0; --length) {
        fs::resize_file(m_folder / "model.safetensors", length);
        const auto folder = SafetensorsFolder::open(m_folder.path());
        QVERIFY2(!folder, QByteArray::number(qsizetype(length)).constData());
        QVERIFY(!folder.error().remedy.empty());
    }
}

void TestSafetensors::wrongFilesAreRefusedWithASentence_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char *name, const std::string &content, const char *sentence) {
        QTest::newRow(name) << QByteArray(content.data(), qsizetype(content.size())) << QString(sentence);
    };
    const auto one = [](std::string_view type, std::string_view shape, size_t first, size_t end,
                         size_t data) {
        return safetensorsOf("{" + safetensorsEntry("t", type, shape, first, end) + "}", data);
    };
    row("one byte", "x", "too short");
    row("header longer than the file", lengthBytes(1000) + "{}", "header of 1000 bytes");
    row("header of 2^64 - 1", lengthBytes(~uint64_t(0)) + "{}", "more than fit");
    row("header above the format's limit", safetensorsOf(std::string(100'000'001, ' '), 0),
        "header of 100000001 bytes");
    row("empty header", safetensorsOf("", 4), "is not valid");
    row("no JSON", safetensorsOf("hello", 4), "is not valid");
    row("a list", safetensorsOf("[]", 4), "is not valid");
    row("text behind the header", safetensorsOf("{} x", 4), "is not valid");
    row("broken UTF-8", safetensorsOf("{\"\xFF\":{}}", 4), "is not valid");
    row("deep nesting", safetensorsOf(R"({"a":)" + std::string(100'000, '['), 4), "is not valid");
    row("tensor that is a number", safetensorsOf(R"({"t":1})", 4), "is not valid");
    row("no shape", safetensorsOf(R"({"t":{"dtype":"F32","data_offsets":[0,4]}})", 4), "is not valid");
    row("shape with a fraction", one("F32", "[1.5]", 0, 4, 4), "is not valid");
    row("negative size", one("F32", "[-1]", 0, 4, 4), "is not valid");
    row("size zero", one("F32", "[0]", 0, 0, 4), "is not valid");
    row("size overflow", one("F32", "[4294967296,4294967296]", 0, 4, 4), "is not valid");
    row("size above 2^64", one("F32", "[99999999999999999999]", 0, 4, 4), "is not valid");
    row("nine dimensions", one("F32", "[1,1,1,1,1,1,1,1,1]", 0, 4, 4), "is not valid");
    row("three offsets", safetensorsOf(R"({"t":{"dtype":"F32","shape":[1],"data_offsets":[0,4,8]}})", 8),
        "is not valid");
    row("one offset", safetensorsOf(R"({"t":{"dtype":"F32","shape":[1],"data_offsets":[0]}})", 8),
        "is not valid");
    row("offsets backwards", one("F32", "[1]", 4, 0, 8), "reaches beyond the end");
    row("end beyond the file", one("F32", "[2]", 0, 8, 7), "“t” reaches beyond the end");
    row("size and offsets disagree", one("F32", "[2]", 0, 4, 8), "“t” has 4 bytes instead of 8");
    row("U32, as MLX writes", one("U32", "[1]", 0, 4, 4), "“t” has the type “U32”");
    row("FP8", one("F8_E4M3", "[4]", 0, 4, 4), "the type “F8_E4M3”, which Alcove does not read");
    row("same name twice",
        safetensorsOf("{" + safetensorsEntry("t", "F32", "[1]", 0, 4) + "," +
                          safetensorsEntry("t", "F32", "[1]", 4, 8) + "}",
            8),
        "“t” a second time");
    row("same bytes twice",
        safetensorsOf("{" + safetensorsEntry("t", "F32", "[2]", 0, 8) + "," +
                          safetensorsEntry("u", "F32", "[1]", 4, 8) + "}",
            8),
        "“t” and “u” on top of each other");
}

void TestSafetensors::wrongFilesAreRefusedWithASentence()
{
    QFETCH(QByteArray, content);
    QFETCH(QString, sentence);
    const auto folder = open(content.toStdString());
    QVERIFY(!folder);
    QVERIFY2(folder.error().what.contains(sentence.toStdString()), folder.error().what.c_str());
    QVERIFY(!folder.error().remedy.empty());
}

void TestSafetensors::noSingleByteMakesTheReaderFallOver()
{
    const std::string whole = smallSafetensors();
    open(whole);
    std::fstream file(m_folder / "model.safetensors", std::ios::in | std::ios::out | std::ios::binary);
    const auto put = [&file](size_t place, char value) {
        file.seekp(std::streamoff(place));
        file.put(value).flush();
    };
    size_t refused = 0;
    for (size_t place = 0; place < whole.size(); ++place) {
        for (const int value : {0x00, int('"'), int('9'), int('}'), 0xFF}) {
            put(place, char(value));
            refused += SafetensorsFolder::open(m_folder.path()) ? 0U : 1U;
        }
        put(place, whole[place]);
    }
    QVERIFY(SafetensorsFolder::open(m_folder.path()));
    QVERIFY(refused > whole.size());
}

void TestSafetensors::anEmptyFolderIsRefused()
{
    const ScratchFolder folder;
    const auto opened = SafetensorsFolder::open(folder.path());
    QVERIFY(!opened);
    QCOMPARE(QString::fromStdString(opened.error().what), QString("“model.safetensors” does not exist."));
}

void TestSafetensors::shardsAreReadThroughTheIndex()
{
    const ScratchFolder folder;
    folder.write("m-1.safetensors", safetensorsOf("{" + safetensorsEntry("a", "F32", "[1]", 0, 4) + "}", 4));
    folder.write("m-2.safetensors", safetensorsOf("{" + safetensorsEntry("b", "F32", "[1]", 0, 4) + "}", 4));
    folder.write("model.safetensors.index.json",
        R"({"metadata":{},"weight_map":{"a":"m-1.safetensors","b":"m-2.safetensors"}})");
    const auto opened = SafetensorsFolder::open(folder.path());
    QVERIFY(opened);
    QCOMPARE(opened->files().size(), 2U);
    QVERIFY(opened->tensors().find("a") && opened->tensors().find("b"));
}

void TestSafetensors::theSingleFileIsPreferredToTheIndex()
{
    const ScratchFolder folder;
    folder.write("model.safetensors", smallSafetensors());
    folder.write("model.safetensors.index.json", "{}");
    QVERIFY(SafetensorsFolder::open(folder.path()));
}

void TestSafetensors::brokenIndexesAreRefused_data()
{
    QTest::addColumn<QString>("index");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("no JSON") << "{" << "is not valid JSON";
    QTest::newRow("no map") << "{}" << "does not say which file";
    QTest::newRow("empty map") << R"({"weight_map":{}})" << "does not say which file";
    QTest::newRow("number for a name") << R"({"weight_map":{"a":1}})" << "does not say which file";
    QTest::newRow("way out of the folder") << R"({"weight_map":{"a":"../m.safetensors"}})"
                                           << "does not say which file";
    QTest::newRow("name with a zero byte")
        << R"({"weight_map":{"a":"m\u0000"}})" << "does not say which file";
    QTest::newRow("missing file") << R"({"weight_map":{"a":"none.safetensors"}})"
                                  << "“none.safetensors” does not exist";
    QTest::newRow("missing tensor") << R"({"weight_map":{"z":"m.safetensors"}})"
                                    << "promises the tensor “z”, which “m.safetensors” does not hold";
    QTest::newRow("folder above") << R"({"weight_map":{"a":".."}})" << "is a folder, not a file";
}

void TestSafetensors::brokenIndexesAreRefused()
{
    QFETCH(QString, index);
    QFETCH(QString, sentence);
    const ScratchFolder folder;
    folder.write("m.safetensors", safetensorsOf("{" + safetensorsEntry("a", "F32", "[1]", 0, 4) + "}", 4));
    folder.write("model.safetensors.index.json", index.toStdString());
    const auto opened = SafetensorsFolder::open(folder.path());
    QVERIFY(!opened);
    QVERIFY2(opened.error().what.contains(sentence.toStdString()), opened.error().what.c_str());
}

QTEST_APPLESS_MAIN(TestSafetensors)
#include "tst_safetensors.moc"
