#include "inference/compute/activation.h"
#include "inference/compute/float_lanes.h"
#include "inference/compute/row_kernels.h"
#include "tests/inference/compute/tested_isas.h"

#include <QTest>

#include <bit>
#include <cmath>
#include <cstring>
#include <random>
#include <vector>

using namespace alcove::inference;

/// Steps on rows of floats against plain arithmetic in double, and every table against the portable one
/// bit for bit, on ragged lengths.
class TestRowKernels : public QObject {
    Q_OBJECT

private slots:
    void thePortableFusedSumIsRoundedOnce();
    void geluIsTheFormWithTanh();
    void softcapIsTheScaledTanh();
    void halvesAreRoundedToNearestEven();
    void blocksAreQuantisedToTheNearestWholeNumber();
};

namespace {

std::vector<float> randomValues(size_t count, float spread, uint32_t seed)
{
    std::mt19937 random(seed);
    std::normal_distribution<float> normal(0.0F, spread);
    std::vector<float> values(count);
    for (float &value : values)
        value = normal(random);
    return values;
}

bool sameBits(const std::vector<float> &a, const std::vector<float> &b)
{
    return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(float)) == 0;
}

constexpr size_t kLengths[] = {1, 7, 8, 9, 31, 64, 1000};

} // namespace

void TestRowKernels::thePortableFusedSumIsRoundedOnce()
{
    std::mt19937_64 random(1);
    const auto number = [&](uint32_t lowestExponent, uint32_t exponents) {
        const uint64_t bits = random();
        const uint32_t exponent = lowestExponent + uint32_t(bits >> 40) % exponents;
        return std::bit_cast<float>(uint32_t(bits & 0x807F'FFFF) | exponent << 23);
    };
    for (int i = 0; i < 1'000'000; ++i) {
        const float a = number(110, 32);
        const float b = number(110, 32);
        const float c = number(90, 64);
        QCOMPARE(
            std::bit_cast<uint32_t>(multiplyAddOnce(a, b, c)), std::bit_cast<uint32_t>(std::fma(a, b, c)));
    }
    // Half of a unit in the last place, and just above: where rounding twice would go wrong.
    QCOMPARE(multiplyAddOnce(0x1p-24F, 1.0F, 1.0F), 1.0F);
    QCOMPARE(multiplyAddOnce(0x1.000002p-24F, 0x1.000002p0F, 1.0F), 0x1.000002p0F);
}

void TestRowKernels::geluIsTheFormWithTanh()
{
    for (const size_t length : kLengths) {
        std::vector<float> gate = randomValues(length, 3.0F, 2);
        gate[0] = -60.0F;
        gate.back() = 40.0F;
        const std::vector<float> up = randomValues(length, 1.0F, 3);
        std::vector<float> portable;
        for (const Isa isa : testedIsas()) {
            std::vector<float> out = gate;
            gatedGelu(isa, out, up);
            if (isa == Isa::Generic)
                portable = out;
            QVERIFY(sameBits(out, portable));
            for (size_t i = 0; i < length; ++i) {
                const double x = double(gate[i]);
                const double inner = std::sqrt(2.0 / M_PI) * (x + 0.044715 * x * x * x);
                const double expected = 0.5 * x * (1.0 + std::tanh(inner)) * double(up[i]);
                QVERIFY(std::abs(double(out[i]) - expected) <= 1e-6 * std::abs(expected) + 1e-6);
            }
        }
    }
}

void TestRowKernels::softcapIsTheScaledTanh()
{
    for (const size_t length : kLengths) {
        std::vector<float> values = randomValues(length, 40.0F, 4);
        values[0] = 0.0F;
        values.back() = -5000.0F;
        std::vector<float> portable;
        for (const Isa isa : testedIsas()) {
            std::vector<float> out = values;
            softcap(isa, out, 30.0F);
            if (isa == Isa::Generic)
                portable = out;
            QVERIFY(sameBits(out, portable));
            for (size_t i = 0; i < length; ++i)
                QVERIFY(std::abs(double(out[i]) - 30.0 * std::tanh(double(values[i]) / 30.0)) <= 6e-6);
        }
    }
}

void TestRowKernels::halvesAreRoundedToNearestEven()
{
    for (const size_t length : kLengths) {
        const std::vector<float> values = randomValues(length, 2.0F, 5);
        for (const Isa isa : testedIsas()) {
            std::vector<std::byte> out(2 * length);
            rowKernels(isa).encodeHalves(values.data(), out.data(), int64_t(length));
            for (size_t i = 0; i < length; ++i) {
                uint16_t half = 0;
                std::memcpy(&half, out.data() + 2 * i, sizeof half);
                QCOMPARE(half, floatToHalf(values[i]));
            }
        }
    }
}

void TestRowKernels::blocksAreQuantisedToTheNearestWholeNumber()
{
    for (uint32_t seed = 10; seed < 60; ++seed) {
        std::vector<float> in = randomValues(32, 1.0F, seed);
        if (seed == 10)
            std::ranges::fill(in, 0.0F);
        for (const Isa isa : testedIsas()) {
            int8_t values[32] = {};
            float scale = -1.0F;
            BlockStarts starts;
            rowKernels(isa).quantizeBlock(in.data(), values, &scale, &starts);
            int sums[2] = {};
            float largest = 0.0F;
            for (size_t i = 0; i < 32; ++i) {
                QVERIFY(std::abs(double(values[i]) * double(scale) - double(in[i])) <= 0.501 * double(scale));
                sums[i / 16] += values[i];
                largest = std::max(largest, std::abs(in[i]));
            }
            QCOMPARE(scale, largest / 127.0F);
            QCOMPARE(starts.fourBits, -8 * (sums[0] + sums[1]));
            QCOMPARE(starts.signedBytes, -128 * (sums[0] + sums[1]));
            QCOMPARE(starts.sixBitHalves[0], -32 * sums[0]);
            QCOMPARE(starts.sixBitHalves[1], -32 * sums[1]);
            QCOMPARE(starts.negativeSum, float(-(sums[0] + sums[1])));
        }
    }
}

QTEST_APPLESS_MAIN(TestRowKernels)
#include "tst_row_kernels.moc"
