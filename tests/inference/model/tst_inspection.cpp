#include "inference/model/inspection.h"

#include "tests/inference/formats/gguf_bytes.h"
#include "tests/inference/formats/safetensors_bytes.h"
#include "tests/inference/formats/scratch_folder.h"

#include <QtTest>

#include <algorithm>

using namespace alcove::inference;

namespace {

QString lineOf(const Inspection::Lines &lines, const std::string &name)
{
    const auto found = std::ranges::find(lines, name, &std::pair<std::string, std::string>::first);
    return found == lines.end() ? QString() : QString::fromStdString(found->second);
}

} // namespace

class TestInspection : public QObject {
    Q_OBJECT

private slots:
    void goodFilesHaveNoProblems_data();
    void goodFilesHaveNoProblems();
    void metadataAndDimensionsAreShown();
    void bothFormsOfAModelHaveTheSameParameters();
    void aForeignModelIsListedAndNamed();
    void aQuantisedFolderIsListedAndRefused();
    void hostileTextBecomesReadable();
    void whatCannotBeReadFails_data();
    void whatCannotBeReadFails();
};

void TestInspection::goodFilesHaveNoProblems_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("architecture");
    QTest::addColumn<QString>("model");
    QTest::addColumn<QString>("tokenizer");
    const QString golden = ALCOVE_GOLDEN_DIR;
    const QString demo = ALCOVE_RESOURCES_DIR "/demo-model";
    const QString tiny = "1280 pieces, 752 merges, 26 control tokens";
    const QString small = "2304 pieces, 1713 merges, 24 control tokens";
    QTest::newRow("text") << golden + "/tiny-file-text.gguf" << "gguf" << "gemma4" << "tiny-file" << tiny;
    QTest::newRow("mmproj") << golden + "/tiny-file-mmproj.gguf" << "gguf" << "clip" << "tiny-file" << "";
    QTest::newRow("drafter") << golden + "/tiny-file-drafter.gguf" << "gguf" << "gemma4-assistant"
                             << "tiny-file-drafter" << "";
    QTest::newRow("folder") << golden + "/tiny-file" << "safetensors" << "gemma4_unified" << "tiny-file"
                            << tiny;
    QTest::newRow("file of a folder") << golden + "/tiny-file/model.safetensors" << "safetensors"
                                      << "gemma4_unified" << "tiny-file" << tiny;
    QTest::newRow("drafter folder") << golden + "/tiny-file-drafter" << "safetensors"
                                    << "gemma4_unified_assistant" << "" << "";
    QTest::newRow("demo") << demo + "/gguf/alcove-demo-Q8_0.gguf" << "gguf" << "gemma4"
                          << "Tiny demonstration model" << small;
    QTest::newRow("demo folder") << demo + "/hf" << "safetensors" << "gemma4_unified"
                                 << "Tiny demonstration model" << small;
}

void TestInspection::goodFilesHaveNoProblems()
{
    QFETCH(QString, path);
    QFETCH(QString, kind);
    QFETCH(QString, architecture);
    QFETCH(QString, model);
    QFETCH(QString, tokenizer);
    const auto inspection = inspect(path.toStdString());
    QVERIFY2(inspection, inspection ? "" : inspection.error().what.c_str());
    QVERIFY2(inspection->problems.empty(),
        inspection->problems.empty() ? "" : inspection->problems.front().c_str());
    QCOMPARE(QString::fromStdString(inspection->kind), kind);
    QCOMPARE(QString::fromStdString(inspection->architecture), architecture);
    QCOMPARE(QString::fromStdString(inspection->model), model);
    QCOMPARE(QString::fromStdString(inspection->tokenizer), tokenizer);
    QVERIFY(!inspection->tensors.empty());
    QVERIFY(!inspection->metadata.empty());
}

void TestInspection::metadataAndDimensionsAreShown()
{
    const auto file = inspect(ALCOVE_GOLDEN_DIR "/tiny-file-text.gguf");
    QVERIFY(file);
    QCOMPARE(lineOf(file->metadata, "gemma4.block_count"), QString("6"));
    QCOMPARE(lineOf(file->metadata, "gemma4.attention.head_count_kv"), QString("[2, 2, 2, 2, 2, 1]"));
    QCOMPARE(lineOf(file->metadata, "tokenizer.ggml.add_bos_token"), QString("true"));
    QVERIFY(lineOf(file->metadata, "tokenizer.ggml.tokens").startsWith("[<pad>, <eos>, <bos>"));
    QVERIFY(lineOf(file->metadata, "tokenizer.ggml.tokens").endsWith("1280 in all]"));
    QCOMPARE(lineOf(file->dimensions, "layers"), QString("6, 1 of them full"));
    QCOMPARE(lineOf(file->dimensions, "key heads"), QString("2 sliding, 1 full"));
    const auto folder = inspect(ALCOVE_GOLDEN_DIR "/tiny-file");
    QVERIFY(folder);
    QCOMPARE(lineOf(folder->metadata, "text_config.hidden_size"), QString("64"));
    QCOMPARE(lineOf(folder->dimensions, "pictures"), QString("64 wide, 128 places a side, 280 tokens"));
}

void TestInspection::bothFormsOfAModelHaveTheSameParameters()
{
    const auto folder = inspect(ALCOVE_GOLDEN_DIR "/tiny-file");
    const auto text = inspect(ALCOVE_GOLDEN_DIR "/tiny-file-text.gguf");
    const auto media = inspect(ALCOVE_GOLDEN_DIR "/tiny-file-mmproj.gguf");
    QVERIFY(folder && text && media);
    QCOMPARE(text->parameters + media->parameters, folder->parameters);
}

void TestInspection::aForeignModelIsListedAndNamed()
{
    GgufBytes bytes;
    bytes.key("general.architecture", "llama");
    bytes.key("general.name", "Llama 3.1 8B");
    bytes.rawTensor("token_embd.weight", {256, 4}, 17, 0);
    const ScratchFolder folder;
    const auto inspection = inspect(folder.write("llama.gguf", bytes.file()));
    QVERIFY(inspection);
    QCOMPARE(inspection->tensors.size(), 1U);
    QCOMPARE(inspection->tensors[0].type, std::string("IQ2_XS"));
    QCOMPARE(inspection->tensors[0].shape, (std::vector<int64_t>{4, 256}));
    QCOMPARE(inspection->parameters, 1024);
    QCOMPARE(inspection->problems.size(), 1U);
    QVERIFY(inspection->problems[0].starts_with("This is Llama 3.1 8B. Alcove runs Gemma 4 12B."));
}

void TestInspection::aQuantisedFolderIsListedAndRefused()
{
    const ScratchFolder folder;
    folder.write("config.json", "{\"model_type\":\"gemma4_unified\",\"quantization\":{\"bits\":4}}");
    folder.write(
        "model.safetensors", safetensorsOf("{" + safetensorsEntry("a", "U32", "[2]", 0, 8) + "}", 8));
    const auto inspection = inspect(folder.path());
    QVERIFY(inspection);
    QCOMPARE(inspection->tensors.size(), 1U);
    QCOMPARE(inspection->tensors[0].type, std::string("U32"));
    QCOMPARE(inspection->problems.size(), 2U);
    QVERIFY(inspection->problems[0].contains("has the type “U32”"));
    QVERIFY(inspection->problems[1].contains("quantised with MLX"));
}

void TestInspection::hostileTextBecomesReadable()
{
    GgufBytes bytes;
    bytes.key("general.architecture", "a\x1b\xff");
    bytes.key("k\n", std::string(1000, 'x').c_str());
    const ScratchFolder folder;
    const auto inspection = inspect(folder.write("hostile.gguf", bytes.file()));
    QVERIFY(inspection);
    QCOMPARE(inspection->architecture, std::string("a??"));
    QCOMPARE(lineOf(inspection->metadata, "k?"), QString(100, 'x') + "…");
    QVERIFY(!inspection->problems.empty());
}

void TestInspection::whatCannotBeReadFails_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("missing") << "none.gguf" << "“none.gguf” does not exist";
    QTest::newRow("missing weights") << "none.safetensors" << "“none.safetensors” does not exist";
    QTest::newRow("text") << "text" << "“text” is not a GGUF file";
    QTest::newRow("empty folder") << "folder" << "“folder” is no model folder";
}

void TestInspection::whatCannotBeReadFails()
{
    QFETCH(QString, name);
    QFETCH(QString, sentence);
    const ScratchFolder folder;
    folder.write("text", "hello");
    std::filesystem::create_directory(folder / "folder");
    const auto inspection = inspect(folder / name.toStdString());
    QVERIFY(!inspection);
    QVERIFY2(inspection.error().what.contains(sentence.toStdString()), inspection.error().what.c_str());
}

QTEST_APPLESS_MAIN(TestInspection)
#include "tst_inspection.moc"
