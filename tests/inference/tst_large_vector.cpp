#include "inference/large_vector.h"

#include <QtTest>

#include <cstdint>
#include <numeric>

using alcove::inference::LargePageAllocator;
using alcove::inference::LargeVector;

class TestLargeVector : public QObject {
    Q_OBJECT

private slots:
    void growingKeepsWhatWasPutIn();
    void largeArraysBeginWithALargePage();
    void moreThanTheAddressSpaceHoldsIsRefused();
};

void TestLargeVector::growingKeepsWhatWasPutIn()
{
    LargeVector<uint64_t> numbers;
    for (uint64_t i = 0; i < 1'000'000; ++i)
        numbers.push_back(i);
    LargeVector<uint64_t> expected(1'000'000);
    std::iota(expected.begin(), expected.end(), 0);
    QVERIFY(numbers == expected);
    numbers.resize(10);
    numbers.shrink_to_fit();
    QCOMPARE(numbers.back(), 9U);
}

void TestLargeVector::largeArraysBeginWithALargePage()
{
    constexpr size_t kLargePage = 2 << 20;
    const LargeVector<char> large(3 * kLargePage);
    QCOMPARE(uintptr_t(large.data()) % kLargePage, 0U);
}

void TestLargeVector::moreThanTheAddressSpaceHoldsIsRefused()
{
    LargePageAllocator<uint64_t> allocator;
    QVERIFY_THROWS_EXCEPTION(std::bad_array_new_length, (void)allocator.allocate(size_t(-1) / 4));
}

QTEST_APPLESS_MAIN(TestLargeVector)
#include "tst_large_vector.moc"
