#include "inference/compute/cache_entry.h"

#include <QTest>

#include <cmath>
#include <random>
#include <vector>

using namespace alcove::inference;

class TestCacheEntry : public QObject {
    Q_OBJECT

private slots:
    void whatIsStoredComesBackWithinTheTypesError_data();
    void whatIsStoredComesBackWithinTheTypesError();
    void zerosStayZeros();
    void fullLayersNeedFiveEighthsOfKeyAndValue();
};

void TestCacheEntry::whatIsStoredComesBackWithinTheTypesError_data()
{
    QTest::addColumn<CacheType>("type");
    QTest::addColumn<double>("error"); // of a part's largest value
    QTest::newRow("f32") << CacheType::F32 << 0.0;
    QTest::newRow("f16") << CacheType::F16 << 1.0 / 2048;
    QTest::newRow("int8") << CacheType::Int8 << 1.0 / 127 / 2 * 1.002; // the scale itself is a half
}

void TestCacheEntry::whatIsStoredComesBackWithinTheTypesError()
{
    QFETCH(CacheType, type);
    QFETCH(double, error);
    std::mt19937 random(3);
    std::normal_distribution<float> normal;
    for (const EntryLayout layout : {EntryLayout::sliding(32), EntryLayout::full(64, 8)}) {
        std::vector<float> entry(size_t(layout.floats()));
        for (float &value : entry)
            value = normal(random);
        std::vector<std::byte> stored(size_t(layout.bytes(type)));
        std::vector<float> back(entry.size());
        encodeEntry(bestIsa(), type, layout, entry, stored.data());
        decodeEntry(type, layout, stored.data(), back);
        double largest = 0.0;
        for (const float value : entry)
            largest = std::max(largest, std::abs(double(value)));
        for (size_t i = 0; i < entry.size(); ++i)
            QVERIFY(std::abs(double(entry[i]) - double(back[i])) <= error * largest);
    }
}

void TestCacheEntry::zerosStayZeros()
{
    const EntryLayout layout = EntryLayout::sliding(32);
    for (const CacheType type : {CacheType::F32, CacheType::F16, CacheType::Int8}) {
        const std::vector<float> entry(size_t(layout.floats()), 0.0F);
        std::vector<std::byte> stored(size_t(layout.bytes(type)));
        std::vector<float> back(entry.size(), 1.0F);
        encodeEntry(bestIsa(), type, layout, entry, stored.data());
        decodeEntry(type, layout, stored.data(), back);
        QCOMPARE(back, entry);
    }
}

void TestCacheEntry::fullLayersNeedFiveEighthsOfKeyAndValue()
{
    // 12B: head 512, 64 turning pairs, so 512 + 128 of 1024 numbers (spec 2.4, 9).
    QCOMPARE(EntryLayout::full(512, 64).floats(), 640);
    QCOMPARE(EntryLayout::sliding(256).bytes(CacheType::F16), 1024);
}

QTEST_APPLESS_MAIN(TestCacheEntry)
#include "tst_cache_entry.moc"
