#include "inference/formats/checksum.h"
#include "inference/model/packed_file_writer.h"
#include "inference/model/packed_weights.h"
#include "tests/inference/model/packable_file.h"

#include <QTest>

#include <cstring>
#include <limits>
#include <memory>
#include <span>

using namespace alcove::inference;

/// Packed files that were cut, damaged, exchanged or made up are refused and made again.
class TestPackedDamage : public QObject {
    Q_OBJECT

private slots:
    void init();
    void aCutUnfinishedFileIsMadeWhole();
    void aDamagedUnfinishedFileIsMadeWhole();
    void anyChangeOfTheHeadIsRefused();
    void aHeadThatPointsBeyondTheFileIsRefused_data();
    void aHeadThatPointsBeyondTheFileIsRefused();
    void aDamagedFileIsFoundAndMadeAgainByPreparing();
    void aFileOfAnotherSourceUnderTheSameNameIsMadeAgain();

private:
    std::unique_ptr<PackedFolder> m_folder;
};

namespace {

void write(const std::filesystem::path &path, std::string_view content)
{
    std::ofstream(path, std::ios::binary).write(content.data(), std::streamsize(content.size()));
}

} // namespace

void TestPackedDamage::init()
{
    m_folder = std::make_unique<PackedFolder>();
}

void TestPackedDamage::aCutUnfinishedFileIsMadeWhole()
{
    PackableFile file(m_folder->scratch(), "model");
    const std::filesystem::path path = m_folder->make(file);
    const std::string whole = fileContent(path);
    for (size_t length = 0; length <= whole.size(); length += length < 800 ? 8 : 4999) {
        std::filesystem::remove(path);
        write(unfinishedPath(path), std::string_view(whole).substr(0, length));
        const auto packed = m_folder->load(file);
        QVERIFY(packed);
        QVERIFY(file.packed() == file.expected());
        QVERIFY(fileContent(path) == whole);
    }
}

void TestPackedDamage::aDamagedUnfinishedFileIsMadeWhole()
{
    PackableFile file(m_folder->scratch(), "model");
    const std::filesystem::path path = m_folder->make(file);
    const std::string whole = fileContent(path);
    for (size_t at = 0; at < whole.size(); at += at < 800 ? 7 : 9001) {
        std::string damaged = whole;
        damaged[at] = char(damaged[at] ^ 0x40);
        std::filesystem::remove(path);
        write(unfinishedPath(path), damaged);
        const auto packed = m_folder->load(file);
        QVERIFY(packed);
        QVERIFY(file.packed() == file.expected());
    }
}

void TestPackedDamage::anyChangeOfTheHeadIsRefused()
{
    PackableFile file(m_folder->scratch(), "model");
    const std::filesystem::path path = m_folder->make(file);
    const PackedHeader header = file.source().header();
    const std::string whole = fileContent(path);
    QVERIFY(PackedFile::open(path, header));
    for (size_t at = 0; at < size_t(header.headerBytes()); at += at < 600 ? 1 : 97) {
        std::string damaged = whole;
        damaged[at] = char(damaged[at] ^ 1);
        write(path, damaged);
        QVERIFY2(!PackedFile::open(path, header), std::to_string(at).c_str());
    }
    for (const size_t length : {whole.size() - 1, whole.size() / 2, size_t(4096), size_t(10), size_t(1)}) {
        write(path, std::string_view(whole).substr(0, length));
        QVERIFY(!PackedFile::open(path, header));
    }
    write(path, whole + '\0');
    QVERIFY(!PackedFile::open(path, header));
}

void TestPackedDamage::aHeadThatPointsBeyondTheFileIsRefused_data()
{
    QTest::addColumn<int>("place");
    QTest::addColumn<qint64>("value");
    // Offsets of the fields in packed_header.h: a head of 64 bytes, then 64 a matrix.
    QTest::newRow("matrix count") << 12 << qint64(0x7fffffff);
    QTest::newRow("header size") << 32 << (qint64(1) << 62);
    QTest::newRow("file size") << 40 << (qint64(1) << 62);
    QTest::newRow("rows") << 64 + 8 << std::numeric_limits<qint64>::max();
    QTest::newRow("columns") << 64 + 16 << qint64(-32);
    QTest::newRow("offset at the end") << 64 + 24 << (qint64(1) << 40);
    QTest::newRow("offset before the start") << 64 + 24 << qint64(-4096);
    QTest::newRow("size that wraps around") << 64 + 32 << std::numeric_limits<qint64>::max();
    QTest::newRow("no bytes in a chunk") << 64 + 40 << qint64(0);
}

void TestPackedDamage::aHeadThatPointsBeyondTheFileIsRefused()
{
    QFETCH(int, place);
    QFETCH(qint64, value);
    PackableFile file(m_folder->scratch(), "model");
    const std::filesystem::path path = m_folder->make(file);
    const PackedHeader header = file.source().header();
    std::string hostile = fileContent(path);
    std::memcpy(hostile.data() + place, &value, place == 12 ? 4 : 8);
    // Sealed as a real one would be: the head must be refused for what it says.
    constexpr size_t kSeal = 48;
    std::memset(hostile.data() + kSeal, 0, 8);
    const uint64_t seal = checksum(std::as_bytes(std::span(hostile).first(size_t(header.headerBytes())))) | 1;
    std::memcpy(hostile.data() + kSeal, &seal, 8);
    write(path, hostile);
    QVERIFY(!PackedFile::open(path, header));
    const auto packed = m_folder->load(file);
    QVERIFY(packed);
    QVERIFY(file.packed() == file.expected());
}

void TestPackedDamage::aDamagedFileIsFoundAndMadeAgainByPreparing()
{
    PackableFile file(m_folder->scratch(), "model");
    const std::filesystem::path path = m_folder->make(file);
    const std::string whole = fileContent(path);
    const auto prepare = [&] {
        return preparePackedFile(
            m_folder->pool(), file.source(), PackedCache(m_folder->limits()), [](LoadStage, int64_t) {}, {});
    };
    const auto untouched = prepare();
    QVERIFY(untouched && *untouched);
    QVERIFY(!(*untouched)->made);
    const auto header = file.source().header();
    for (const PackedHeader::Matrix &matrix : header.matrices()) {
        std::string damaged = whole;
        char &byte = damaged[size_t(matrix.offset + matrix.bytes - 1)];
        byte = char(byte ^ 1);
        write(path, damaged);
        QVERIFY(PackedFile::open(path, header)); // the head alone does not tell
        const auto prepared = prepare();
        QVERIFY(prepared && *prepared);
        QVERIFY((*prepared)->made);
        QCOMPARE((*prepared)->bytes, qint64(whole.size()));
        QVERIFY(fileContent(path) == whole);
    }
}

void TestPackedDamage::aFileOfAnotherSourceUnderTheSameNameIsMadeAgain()
{
    PackableFile one(m_folder->scratch(), "one", 1);
    PackableFile two(m_folder->scratch(), "two", 2);
    const std::filesystem::path pathOfOne = m_folder->make(one);
    const std::filesystem::path pathOfTwo = m_folder->make(two);
    QVERIFY(pathOfOne != pathOfTwo);
    std::filesystem::copy_file(pathOfTwo, pathOfOne, std::filesystem::copy_options::overwrite_existing);
    QVERIFY(!PackedFile::open(pathOfOne, one.source().header()));
    const auto packed = m_folder->load(one);
    QVERIFY(packed);
    QVERIFY(packed->notice().empty());
    QVERIFY(one.packed() == one.expected());
}

QTEST_APPLESS_MAIN(TestPackedDamage)
#include "tst_packed_damage.moc"
