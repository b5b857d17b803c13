#include "inference/formats/block_types.h"

#include <QtTest>

#include <nlohmann/json.hpp>

#include <bit>
#include <cmath>
#include <fstream>
#include <limits>

using namespace alcove::inference;

namespace {

std::vector<char> readGolden(const char *name)
{
    std::ifstream file(std::string(ALCOVE_GOLDEN_DIR "/") + name, std::ios::binary);
    return std::vector<char>(std::istreambuf_iterator<char>(file), {});
}

} // namespace

class TestBlockTypes : public QObject {
    Q_OBJECT

private slots:
    void goldenBlocksGiveTheGoldenValuesToTheBit_data();
    void goldenBlocksGiveTheGoldenValuesToTheBit();
    void goldenLayoutsAgree();
    void floatsOfEveryWidthAreReadAsTheyAre();
    void listsOfIdsAreReadAsNumbers();
    void smallestMxfp4ScalesAreSubnormalAndExact();
    void everyHalfSurvivesTheWayThroughFloat();
    void everyBfloat16SurvivesTheWayThroughFloat();
    void halvesHaveTheirKnownValues_data();
    void halvesHaveTheirKnownValues();
    void roundingToHalfTakesTheNearestAndTiesToEven_data();
    void roundingToHalfTakesTheNearestAndTiesToEven();
    void roundingToBfloat16TakesTheNearestAndTiesToEven_data();
    void roundingToBfloat16TakesTheNearestAndTiesToEven();
    void notANumberStaysNotANumber();
    void refusedTypesHaveNamesButNoLayout_data();
    void refusedTypesHaveNamesButNoLayout();
    void unknownIdsHaveNeitherNameNorLayout();
    void rowsAreMeasuredInBlocks();

private:
    const nlohmann::json m_golden = nlohmann::json::parse(readGolden("quant.json"));
    const std::vector<char> m_blocks = readGolden("quant.bin");
    const std::vector<char> m_values = readGolden("quant.f32");
};

void TestBlockTypes::goldenBlocksGiveTheGoldenValuesToTheBit_data()
{
    QTest::addColumn<uint>("id");
    QTest::addColumn<qsizetype>("firstByte");
    QTest::addColumn<qsizetype>("byteCount");
    QTest::addColumn<qsizetype>("firstValue");
    for (const auto &type : m_golden["types"]) {
        QTest::newRow(type["type"].get<std::string>().c_str())
            << type["gguf_type_id"].get<uint>() << type["bytes"][0].get<qsizetype>()
            << type["bytes"][1].get<qsizetype>() << type["values"]["offset"].get<qsizetype>();
    }
}

void TestBlockTypes::goldenBlocksGiveTheGoldenValuesToTheBit()
{
    QFETCH(uint, id);
    QFETCH(qsizetype, firstByte);
    QFETCH(qsizetype, byteCount);
    QFETCH(qsizetype, firstValue);
    const auto blocks = std::as_bytes(std::span(m_blocks)).subspan(size_t(firstByte), size_t(byteCount));
    std::vector<float> values(6 * 256);
    dequantize(BlockType(id), blocks, values);
    for (size_t i = 0; i < values.size(); ++i) {
        uint32_t expected = 0;
        std::memcpy(&expected, m_values.data() + 4 * (size_t(firstValue) + i), 4);
        QCOMPARE(std::bit_cast<uint32_t>(values[i]), expected);
    }
}

void TestBlockTypes::goldenLayoutsAgree()
{
    QCOMPARE(m_golden["types"].size(), 13U);
    for (const auto &type : m_golden["types"]) {
        const auto layout = blockLayout(type["gguf_type_id"].get<uint32_t>());
        QVERIFY(layout);
        QCOMPARE(std::string(layout->name), type["type"].get<std::string>());
        QCOMPARE(layout->valuesPerBlock, type["values_per_block"].get<int64_t>());
        QCOMPARE(layout->bytesPerBlock, type["bytes_per_block"].get<int64_t>());
        QCOMPARE(ggufTypeName(type["gguf_type_id"].get<uint32_t>()), layout->name);
    }
}

void TestBlockTypes::floatsOfEveryWidthAreReadAsTheyAre()
{
    const std::array<float, 2> source = {1.5F, -0x1p-130F};
    std::array<float, 2> values = {};
    dequantize(BlockType::F32, std::as_bytes(std::span(source)), values);
    QCOMPARE(values, source);

    const std::array<uint16_t, 2> halves = {0x3C00, 0xC000};
    dequantize(BlockType::F16, std::as_bytes(std::span(halves)), values);
    QCOMPARE(values, (std::array<float, 2>{1.0F, -2.0F}));

    const std::array<uint16_t, 2> brains = {0x3F80, 0xC278};
    dequantize(BlockType::BF16, std::as_bytes(std::span(brains)), values);
    QCOMPARE(values, (std::array<float, 2>{1.0F, -62.0F}));
}

void TestBlockTypes::listsOfIdsAreReadAsNumbers()
{
    std::array<float, 2> values = {};
    const std::array<int32_t, 2> narrow = {262'143, -1};
    dequantize(BlockType::I32, std::as_bytes(std::span(narrow)), values);
    QCOMPARE(values, (std::array<float, 2>{262'143.0F, -1.0F}));
    const std::array<int64_t, 2> wide = {262'143, std::numeric_limits<int64_t>::min()};
    dequantize(BlockType::I64, std::as_bytes(std::span(wide)), values);
    QCOMPARE(values, (std::array<float, 2>{262'143.0F, -0x1p63F}));
}

void TestBlockTypes::smallestMxfp4ScalesAreSubnormalAndExact()
{
    // Nibbles 1 (value 1) low and 9 (value -1) high in every byte.
    for (const int exponent : {0, 1, 2, 127, 128}) {
        std::array<uint8_t, 17> block;
        block.fill(0x91);
        block[0] = uint8_t(exponent);
        std::array<float, 32> values = {};
        dequantize(BlockType::MXFP4, std::as_bytes(std::span(block)), values);
        QCOMPARE(values[0], float(std::pow(2.0, exponent - 128)));
        QCOMPARE(values[31], -values[0]);
        QVERIFY(values[0] > 0);
    }
}

void TestBlockTypes::everyHalfSurvivesTheWayThroughFloat()
{
    for (uint32_t bits = 0; bits < 0x10000; ++bits) {
        const float value = halfToFloat(uint16_t(bits));
        if (std::isnan(value))
            QVERIFY((bits & 0x7C00U) == 0x7C00U && (bits & 0x3FFU) != 0);
        else
            QCOMPARE(floatToHalf(value), uint16_t(bits));
    }
}

void TestBlockTypes::everyBfloat16SurvivesTheWayThroughFloat()
{
    for (uint32_t bits = 0; bits < 0x10000; ++bits) {
        const float value = bfloat16ToFloat(uint16_t(bits));
        if (!std::isnan(value))
            QCOMPARE(floatToBfloat16(value), uint16_t(bits));
    }
}

void TestBlockTypes::halvesHaveTheirKnownValues_data()
{
    QTest::addColumn<uint>("bits");
    QTest::addColumn<float>("value");
    QTest::newRow("one") << 0x3C00U << 1.0F;
    QTest::newRow("largest") << 0x7BFFU << 65504.0F;
    QTest::newRow("smallest normal") << 0x0400U << 0x1p-14F;
    QTest::newRow("largest subnormal") << 0x03FFU << 1023.0F * 0x1p-24F;
    QTest::newRow("smallest") << 0x0001U << 0x1p-24F;
    QTest::newRow("negative smallest") << 0x8001U << -0x1p-24F;
    QTest::newRow("a third") << 0x3555U << 0.333251953125F;
    QTest::newRow("infinity") << 0x7C00U << std::numeric_limits<float>::infinity();
    QTest::newRow("minus infinity") << 0xFC00U << -std::numeric_limits<float>::infinity();
}

void TestBlockTypes::halvesHaveTheirKnownValues()
{
    QFETCH(uint, bits);
    QFETCH(float, value);
    QVERIFY(halfToFloat(uint16_t(bits)) == value);
    QVERIFY(std::signbit(halfToFloat(0x8000)));
}

void TestBlockTypes::roundingToHalfTakesTheNearestAndTiesToEven_data()
{
    QTest::addColumn<float>("value");
    QTest::addColumn<uint>("bits");
    QTest::newRow("tie to the even below") << 1.0F + 0x1p-11F << 0x3C00U;
    QTest::newRow("tie to the even above") << 1.0F + 3 * 0x1p-11F << 0x3C02U;
    QTest::newRow("above a tie") << 1.0F + 0x1p-11F + 0x1p-20F << 0x3C01U;
    QTest::newRow("carry into the exponent") << 2.0F - 0x1p-12F << 0x4000U;
    QTest::newRow("below the overflow") << 65519.996F << 0x7BFFU;
    QTest::newRow("overflow") << 65520.0F << 0x7C00U;
    QTest::newRow("subnormal tie to zero") << 0x1p-25F << 0x0000U;
    QTest::newRow("subnormal tie up") << 3 * 0x1p-25F << 0x0002U;
    QTest::newRow("subnormal becomes normal") << 0x1p-14F - 0x1p-26F << 0x0400U;
    QTest::newRow("far below") << -0x1p-140F << 0x8000U;
    QTest::newRow("infinity") << -std::numeric_limits<float>::infinity() << 0xFC00U;
}

void TestBlockTypes::roundingToHalfTakesTheNearestAndTiesToEven()
{
    QFETCH(float, value);
    QFETCH(uint, bits);
    QCOMPARE(uint(floatToHalf(value)), bits);
}

void TestBlockTypes::roundingToBfloat16TakesTheNearestAndTiesToEven_data()
{
    QTest::addColumn<float>("value");
    QTest::addColumn<uint>("bits");
    QTest::newRow("root of 3840 is 62") << std::sqrt(3840.0F) << 0x4278U;
    QTest::newRow("root of 96 is 9.8125") << std::sqrt(96.0F) << 0x411DU;
    QTest::newRow("tie to the even below") << 1.0F + 0x1p-8F << 0x3F80U;
    QTest::newRow("tie to the even above") << 1.0F + 3 * 0x1p-8F << 0x3F82U;
    QTest::newRow("largest float overflows") << std::numeric_limits<float>::max() << 0x7F80U;
    QTest::newRow("minus infinity") << -std::numeric_limits<float>::infinity() << 0xFF80U;
}

void TestBlockTypes::roundingToBfloat16TakesTheNearestAndTiesToEven()
{
    QFETCH(float, value);
    QFETCH(uint, bits);
    QCOMPARE(uint(floatToBfloat16(value)), bits);
}

void TestBlockTypes::notANumberStaysNotANumber()
{
    // The payload sits in the lowest bit only: cutting it off must not leave infinity.
    const auto nan = std::bit_cast<float>(0x7F80'0001U);
    QVERIFY(std::isnan(halfToFloat(floatToHalf(nan))));
    QVERIFY(std::isnan(bfloat16ToFloat(floatToBfloat16(nan))));
}

void TestBlockTypes::refusedTypesHaveNamesButNoLayout_data()
{
    QTest::addColumn<uint>("id");
    QTest::addColumn<QByteArray>("name");
    QTest::newRow("removed 4") << 4U << QByteArray("Q4_2");
    QTest::newRow("IQ2_XS") << 17U << QByteArray("IQ2_XS");
    QTest::newRow("IQ1_M") << 29U << QByteArray("IQ1_M");
    QTest::newRow("removed 31") << 31U << QByteArray("Q4_0_4_4");
    QTest::newRow("TQ2_0") << 35U << QByteArray("TQ2_0");
    QTest::newRow("removed 38") << 38U << QByteArray("IQ4_NL_8_8");
    QTest::newRow("NVFP4") << 40U << QByteArray("NVFP4");
    QTest::newRow("Q2_0") << 42U << QByteArray("Q2_0");
}

void TestBlockTypes::refusedTypesHaveNamesButNoLayout()
{
    QFETCH(uint, id);
    QFETCH(QByteArray, name);
    QCOMPARE(ggufTypeName(id), std::string_view(name.constData()));
    QVERIFY(!blockLayout(id));
}

void TestBlockTypes::unknownIdsHaveNeitherNameNorLayout()
{
    for (const uint32_t id : {43U, 1000U, 0xFFFF'FFFFU}) {
        QVERIFY(ggufTypeName(id).empty());
        QVERIFY(!blockLayout(id));
    }
}

void TestBlockTypes::rowsAreMeasuredInBlocks()
{
    QCOMPARE(rowBytes(BlockType::Q4_0, 3840), 3840 / 32 * 18);
    QCOMPARE(rowBytes(BlockType::Q6_K, 15360), 15360 / 256 * 210);
    QCOMPARE(rowBytes(BlockType::BF16, 7), 14);
}

QTEST_APPLESS_MAIN(TestBlockTypes)
#include "tst_block_types.moc"
