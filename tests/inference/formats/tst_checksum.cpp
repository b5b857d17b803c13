#include "inference/formats/checksum.h"

#include <QTest>

#include <algorithm>
#include <set>
#include <vector>

using namespace alcove::inference;

class TestChecksum : public QObject {
    Q_OBJECT

private slots:
    void everySingleFlippedBitShows_data();
    void everySingleFlippedBitShows();
    void everyLengthOfZerosIsAnother();
    void exchangedWordsShow();
    void theSeedMatters();
    void theStartMayLieAnywhereInMemory();
};

namespace {

std::vector<std::byte> someBytes(size_t count)
{
    std::vector<std::byte> bytes(count);
    for (size_t i = 0; i < count; ++i)
        bytes[i] = std::byte(i * 131 >> 3);
    return bytes;
}

} // namespace

void TestChecksum::everySingleFlippedBitShows_data()
{
    QTest::addColumn<int>("length");
    for (const int length : {1, 7, 8, 63, 64, 65, 200})
        QTest::addRow("%d bytes", length) << length;
}

void TestChecksum::everySingleFlippedBitShows()
{
    QFETCH(int, length);
    std::vector<std::byte> bytes = someBytes(size_t(length));
    std::set<uint64_t> seen = {checksum(bytes)};
    for (size_t bit = 0; bit < bytes.size() * 8; ++bit) {
        const auto mask = std::byte(1 << bit % 8);
        bytes[bit / 8] ^= mask;
        QVERIFY(seen.insert(checksum(bytes)).second);
        bytes[bit / 8] ^= mask;
    }
}

void TestChecksum::everyLengthOfZerosIsAnother()
{
    const std::vector<std::byte> zeros(300);
    std::set<uint64_t> seen;
    for (size_t length = 0; length <= zeros.size(); ++length)
        QVERIFY(seen.insert(checksum(std::span(zeros).first(length))).second);
}

void TestChecksum::exchangedWordsShow()
{
    std::vector<std::byte> bytes = someBytes(1024);
    const uint64_t before = checksum(bytes);
    for (const size_t distance : {size_t(8), size_t(64), size_t(512)}) {
        std::swap_ranges(bytes.begin(), bytes.begin() + 8, bytes.begin() + ptrdiff_t(distance));
        QVERIFY(checksum(bytes) != before);
        std::swap_ranges(bytes.begin(), bytes.begin() + 8, bytes.begin() + ptrdiff_t(distance));
    }
    QCOMPARE(checksum(bytes), before);
}

void TestChecksum::theSeedMatters()
{
    const std::vector<std::byte> bytes = someBytes(100);
    QVERIFY(checksum(bytes, 1) != checksum(bytes, 2));
    QVERIFY(checksum(bytes) != checksum(bytes, 1));
}

void TestChecksum::theStartMayLieAnywhereInMemory()
{
    const std::vector<std::byte> bytes = someBytes(500);
    const uint64_t expected = checksum(bytes);
    std::vector<std::byte> room(600);
    for (size_t start = 0; start < 16; ++start) {
        std::ranges::copy(bytes, room.begin() + ptrdiff_t(start));
        QCOMPARE(checksum(std::span(room).subspan(start, bytes.size())), expected);
    }
}

QTEST_APPLESS_MAIN(TestChecksum)
#include "tst_checksum.moc"
