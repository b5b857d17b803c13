#include "inference/compute/product.h"

#include <QTest>

#include <cmath>
#include <cstring>
#include <random>
#include <vector>

using namespace alcove::inference;

/// Products of every block type on ragged sizes, against sums in double over the exact values.
class TestProduct : public QObject {
    Q_OBJECT

private slots:
    void everyTypeGivesTheProductOfItsExactValues_data();
    void everyTypeGivesTheProductOfItsExactValues();
    void aRowHasTheSameBitsWhateverRunsBesideIt_data();
    void aRowHasTheSameBitsWhateverRunsBesideIt();
};

namespace {

/// Random bytes are valid blocks of every type but for their half-precision scales, which may be
/// infinite or NaN; those are replaced by small numbers.
std::vector<std::byte> randomBlocks(BlockType type, int64_t rows, int64_t columns, std::mt19937 &random)
{
    std::vector<std::byte> blocks(size_t(rows * rowBytes(type, columns)));
    for (std::byte &byte : blocks)
        byte = std::byte(random() & 0xFF);
    std::vector<float> values(size_t(rows * columns));
    std::uniform_real_distribution<float> uniform(-1.0F, 1.0F);
    const BlockLayout layout = blockLayout(type);
    for (size_t at = 0; at < blocks.size(); at += size_t(layout.bytesPerBlock)) {
        const std::span block = std::span(blocks).subspan(at, size_t(layout.bytesPerBlock));
        std::vector<float> of(size_t(layout.valuesPerBlock));
        const auto sane = [&] {
            dequantize(type, block, of);
            return std::ranges::all_of(of, [](float value) { return std::abs(value) < 1e3F; });
        };
        while (!sane())
            for (std::byte &byte : block)
                byte = std::byte(random() & 0x3F);
        if (type == BlockType::F32) {
            const float value = uniform(random);
            std::memcpy(block.data(), &value, sizeof value);
        }
    }
    return blocks;
}

std::vector<float> randomRows(int64_t count, std::mt19937 &random)
{
    std::normal_distribution<float> normal;
    std::vector<float> rows(static_cast<size_t>(count));
    for (float &value : rows)
        value = normal(random);
    return rows;
}

void addTypes()
{
    QTest::addColumn<int>("type");
    QTest::addColumn<bool>("inPlace");
    for (const BlockType type :
        {BlockType::F32, BlockType::F16, BlockType::BF16, BlockType::Q4_0, BlockType::Q4_1, BlockType::Q5_0,
            BlockType::Q5_1, BlockType::Q8_0, BlockType::Q2_K, BlockType::Q3_K, BlockType::Q4_K,
            BlockType::Q5_K, BlockType::Q6_K, BlockType::IQ4_NL, BlockType::IQ4_XS})
        QTest::newRow(std::string(blockLayout(type).name).c_str()) << int(type) << false;
    for (const BlockType type : {BlockType::F32, BlockType::F16, BlockType::BF16})
        QTest::newRow((std::string(blockLayout(type).name) + " in place").c_str()) << int(type) << true;
}

} // namespace

void TestProduct::everyTypeGivesTheProductOfItsExactValues_data()
{
    addTypes();
}

void TestProduct::everyTypeGivesTheProductOfItsExactValues()
{
    QFETCH(int, type);
    QFETCH(bool, inPlace);
    std::mt19937 random(5);
    ThreadPool pool(2);
    const int64_t step = blockLayout(BlockType(type)).valuesPerBlock;
    for (const int64_t inputs : {step, 3 * step, int64_t(1024 + (step == 1 ? 7 : 0))}) {
        for (const int64_t outputs : {int64_t(1), int64_t(17), int64_t(130)}) {
            const std::vector<std::byte> blocks = randomBlocks(BlockType(type), outputs, inputs, random);
            const WeightMatrix weights{.type = BlockType(type),
                .rows = outputs,
                .columns = inputs,
                .data = blocks.data(),
                .packed = nullptr,
                .inPlace = inPlace};
            std::vector<float> values(size_t(outputs * inputs));
            weights.dequantizeRows(0, outputs, values);
            for (const int64_t count : {1, 2, 9, 16, 33}) {
                const std::vector<float> rows = randomRows(count * inputs, random);
                Matrix out(count, outputs);
                Multiplier(pool).multiply({rows.data(), count, inputs, inputs}, weights, out.view());
                for (int64_t r = 0; r < count; ++r) {
                    for (int64_t o = 0; o < outputs; ++o) {
                        double sum = 0.0;
                        double magnitude = 0.0;
                        for (int64_t i = 0; i < inputs; ++i) {
                            const double product =
                                double(rows[size_t(r * inputs + i)]) * double(values[size_t(o * inputs + i)]);
                            sum += product;
                            magnitude += std::abs(product);
                        }
                        // Float32 sums in any order stay within some units in the last place of the
                        // magnitude.
                        QVERIFY(std::abs(double(out.row(r)[size_t(o)]) - sum) <= 2e-6 * magnitude + 1e-30);
                    }
                }
            }
        }
    }
}

void TestProduct::aRowHasTheSameBitsWhateverRunsBesideIt_data()
{
    addTypes();
}

void TestProduct::aRowHasTheSameBitsWhateverRunsBesideIt()
{
    QFETCH(int, type);
    QFETCH(bool, inPlace);
    std::mt19937 random(6);
    ThreadPool pool(2);
    const int64_t inputs = 768;
    const int64_t outputs = 65;
    const std::vector<std::byte> blocks = randomBlocks(BlockType(type), outputs, inputs, random);
    const WeightMatrix weights{.type = BlockType(type),
        .rows = outputs,
        .columns = inputs,
        .data = blocks.data(),
        .packed = nullptr,
        .inPlace = inPlace};
    const std::vector<float> rows = randomRows(40 * inputs, random);
    Matrix all(40, outputs);
    Multiplier(pool).multiply({rows.data(), 40, inputs, inputs}, weights, all.view());
    for (int64_t first = 0; first < 40; ++first) {
        for (const int64_t count : {1, 2, 3, 5, 8, 16, 17}) {
            if (first + count > 40)
                continue;
            Matrix some(count, outputs);
            Multiplier(pool).multiply(
                {rows.data() + first * inputs, count, inputs, inputs}, weights, some.view());
            Matrix portable(count, outputs);
            Multiplier(pool, Isa::Generic)
                .multiply({rows.data() + first * inputs, count, inputs, inputs}, weights, portable.view());
            for (int64_t r = 0; r < count; ++r)
                QVERIFY(std::memcmp(some.row(r).data(), all.row(first + r).data(),
                            size_t(outputs) * sizeof(float)) == 0 &&
                        std::memcmp(portable.row(r).data(), some.row(r).data(),
                            size_t(outputs) * sizeof(float)) == 0);
        }
    }
}

QTEST_APPLESS_MAIN(TestProduct)
#include "tst_product.moc"
