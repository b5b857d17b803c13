#include "inference/formats/gguf.h"
#include "inference/formats/gguf_writer.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <csignal>
#include <sys/resource.h>

using namespace alcove::inference;

/// What the writer writes, the reader reads; a file that was not finished does not exist.
class TestGgufWriter : public QObject {
    Q_OBJECT

private slots:
    void keysOfEveryKindAreReadBack();
    void tensorsAreReadBackWithTheirShapesAndBytes();
    void fileBytesTellsTheSizeBeforeAnythingIsWritten();
    void dataMayComeInAnyPortions();
    void nothingLiesUnderThePathBeforeItIsFinished();
    void aBegunFileIsRemovedWhenTheWriterGoes();
    void aFinishedFileReplacesTheOneThatWasThere();
    void aMissingFolderIsMade();
    void aFolderThatMustNotBeWrittenToIsASentence();
    void aWriteThatTheSystemRefusesIsASentenceAndLeavesNothing();

private:
    std::filesystem::path path(const char *name = "a.gguf") const
    {
        return std::filesystem::path(m_folder.path().toStdString()) / name;
    }

    QTemporaryDir m_folder;
};

namespace {

std::vector<std::byte> counted(size_t count)
{
    std::vector<std::byte> bytes(count);
    for (size_t i = 0; i < count; ++i)
        bytes[i] = std::byte(i * 7 + 3);
    return bytes;
}

/// A writer with two tensors, the first of which ends between two multiples of the alignment.
GgufWriter twoTensors(const std::filesystem::path &path)
{
    GgufWriter writer = GgufWriter::create(path).value();
    writer.key("general.architecture", "gemma4");
    writer.addTensor("odd", BlockType::F32, {3});
    writer.addTensor("blocks", BlockType::Q4_0, {5, 64});
    return writer;
}

constexpr size_t kOddBytes = 3 * 4;
constexpr size_t kBlocksBytes = 5 * 2 * 18;

void writeBoth(GgufWriter &writer)
{
    QVERIFY(writer.startData());
    QVERIFY(writer.write(counted(kOddBytes)));
    QVERIFY(writer.write(counted(kBlocksBytes)));
}

} // namespace

void TestGgufWriter::keysOfEveryKindAreReadBack()
{
    GgufWriter writer = GgufWriter::create(path()).value();
    writer.key("general.architecture", "gemma4");
    writer.key("u32", uint32_t(4'000'000'000U));
    writer.key("i32", int32_t(-7));
    writer.key("f32", 0.25F);
    writer.key("bool", true);
    writer.key("integers", std::vector<int32_t>{8, -8});
    writer.key("reals", std::vector<float>{0.5F, -1000.0F});
    writer.key("flags", std::vector<bool>{true, false, true});
    writer.key("texts", std::vector<std::string>{"", "▁a", "\n"});
    QVERIFY(writer.startData());
    QVERIFY(writer.finish());

    const GgufFile file = GgufFile::open(path()).value();
    QCOMPARE(file.architecture(), std::string_view("gemma4"));
    QCOMPARE(file.integer("u32"), std::optional<int64_t>(4'000'000'000));
    QCOMPARE(file.integer("i32"), std::optional<int64_t>(-7));
    QCOMPARE(file.real("f32"), std::optional(0.25));
    QCOMPARE(file.boolean("bool"), std::optional(true));
    QVERIFY(std::get<std::vector<int64_t>>(*file.array("integers")) == (std::vector<int64_t>{8, -8}));
    QVERIFY(std::get<std::vector<double>>(*file.array("reals")) == (std::vector<double>{0.5, -1000}));
    QVERIFY(std::get<std::vector<bool>>(*file.array("flags")) == (std::vector<bool>{true, false, true}));
    QVERIFY(std::get<GgufTexts>(*file.array("texts")) == (GgufTexts{"", "▁a", "\n"}));
    QCOMPARE(file.keys().size(), size_t(9));
}

void TestGgufWriter::tensorsAreReadBackWithTheirShapesAndBytes()
{
    GgufWriter writer = twoTensors(path());
    writeBoth(writer);
    QVERIFY(writer.finish());

    const GgufFile file = GgufFile::open(path()).value();
    const Tensor *odd = file.tensors().find("odd");
    const Tensor *blocks = file.tensors().find("blocks");
    QVERIFY(odd && blocks);
    QVERIFY(odd->shape == std::vector<int64_t>{3});
    QVERIFY(blocks->shape == (std::vector<int64_t>{5, 64}));
    QCOMPARE(blocks->type, BlockType::Q4_0);
    QVERIFY(std::ranges::equal(odd->bytes, counted(kOddBytes)));
    QVERIFY(std::ranges::equal(blocks->bytes, counted(kBlocksBytes)));
}

void TestGgufWriter::fileBytesTellsTheSizeBeforeAnythingIsWritten()
{
    GgufWriter writer = twoTensors(path());
    const int64_t announced = writer.fileBytes();
    writeBoth(writer);
    QVERIFY(writer.finish());
    QCOMPARE(int64_t(std::filesystem::file_size(path())), announced);
}

void TestGgufWriter::dataMayComeInAnyPortions()
{
    GgufWriter whole = twoTensors(path("whole.gguf"));
    writeBoth(whole);
    QVERIFY(whole.finish());
    GgufWriter portions = twoTensors(path("portions.gguf"));
    QVERIFY(portions.startData());
    for (const size_t size : {kOddBytes, kBlocksBytes}) {
        const std::vector<std::byte> bytes = counted(size);
        for (size_t at = 0; at < size; at += 5)
            QVERIFY(portions.write(std::span(bytes).subspan(at, std::min<size_t>(5, size - at))));
    }
    QVERIFY(portions.finish());
    QFile first(path("whole.gguf"));
    QFile second(path("portions.gguf"));
    QVERIFY(first.open(QIODevice::ReadOnly) && second.open(QIODevice::ReadOnly));
    QCOMPARE(second.readAll(), first.readAll());
}

void TestGgufWriter::nothingLiesUnderThePathBeforeItIsFinished()
{
    GgufWriter writer = twoTensors(path("late.gguf"));
    writeBoth(writer);
    QVERIFY(!std::filesystem::exists(path("late.gguf")));
    QVERIFY(writer.finish());
    QVERIFY(std::filesystem::exists(path("late.gguf")));
}

void TestGgufWriter::aBegunFileIsRemovedWhenTheWriterGoes()
{
    const std::filesystem::path folder = path("begun");
    {
        const GgufWriter writer = twoTensors(folder / "a.gguf");
        QVERIFY(!std::filesystem::is_empty(folder));
    }
    QVERIFY(std::filesystem::is_empty(folder));
}

void TestGgufWriter::aFinishedFileReplacesTheOneThatWasThere()
{
    QFile old(path("old.gguf"));
    QVERIFY(old.open(QIODevice::WriteOnly) && old.write("something else") > 0);
    old.close();
    GgufWriter writer = twoTensors(path("old.gguf"));
    writeBoth(writer);
    QVERIFY(writer.finish());
    QVERIFY(GgufFile::open(path("old.gguf")));
}

void TestGgufWriter::aMissingFolderIsMade()
{
    GgufWriter writer = twoTensors(path("new") / "newer" / "a.gguf");
    writeBoth(writer);
    QVERIFY(writer.finish());
    QVERIFY(std::filesystem::exists(path("new") / "newer" / "a.gguf"));
}

void TestGgufWriter::aFolderThatMustNotBeWrittenToIsASentence()
{
    const Result<GgufWriter> writer = GgufWriter::create("/proc/a.gguf");
    QVERIFY(!writer);
    QVERIFY(writer.error().what.starts_with("“a.gguf” cannot be written: "));
    QVERIFY(!writer.error().remedy.empty());
}

void TestGgufWriter::aWriteThatTheSystemRefusesIsASentenceAndLeavesNothing()
{
    rlimit before{};
    QCOMPARE(::getrlimit(RLIMIT_FSIZE, &before), 0);
    const auto ignored = std::signal(SIGXFSZ, SIG_IGN); // the write then fails with EFBIG
    const rlimit small{.rlim_cur = 4096, .rlim_max = before.rlim_max};
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &small), 0);
    const std::filesystem::path folder = path("refused");
    {
        GgufWriter writer = GgufWriter::create(folder / "a.gguf").value();
        writer.addTensor("big", BlockType::F32, {4096});
        QVERIFY(writer.startData());
        const Result<void> written = writer.write(counted(4096 * 4));
        QVERIFY(!written);
        QVERIFY(written.error().what.starts_with("“a.gguf” cannot be written: "));
    }
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &before), 0);
    std::signal(SIGXFSZ, ignored);
    QVERIFY(std::filesystem::is_empty(folder));
}

QTEST_APPLESS_MAIN(TestGgufWriter)
#include "tst_gguf_writer.moc"
