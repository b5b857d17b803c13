#include "inference/session/memory_plan.h"

#include <QTest>

using namespace alcove::inference;

/// The plan in numbers, and what is proposed when it does not fit. The model is the 12B (spec 1).
class TestMemoryPlan : public QObject {
    Q_OBJECT

private slots:
    void theCacheIsWhatItsSlotsTake_data();
    void theCacheIsWhatItsSlotsTake();
    void aDrafterThatIsLeftOutTakesNothing();
    void whatFitsIsLeftAlone();
    void theNearestSettingKeepsWhatItCan_data();
    void theNearestSettingKeepsWhatItCan();
    void aShorterConversationComesBeforeDoingWithoutTheDrafter();
    void nothingIsProposedWhereTheWeightsAloneAreTooMuch();
    void theRefusalNamesTheNumbersAndTheWayOut();
};

namespace {

constexpr int64_t kGigabyte = int64_t(1) << 30;

ModelSizes twelveBillion()
{
    ModelSizes sizes{.text = {.vocabularySize = 262144,
                         .hiddenSize = 3840,
                         .feedForwardSize = 15360,
                         .headCount = 16,
                         .slidingKeyHeads = 8,
                         .fullKeyHeads = 1,
                         .slidingHeadSize = 256,
                         .fullHeadSize = 512,
                         .window = 1024,
                         .layers = {},
                         .contextLength = 131072},
        .weightBytes = 7'132'000'000,
        .drafterBytes = 449'000'000,
        .chunkRows = 280,
        .threads = 2};
    for (int layer = 0; layer < 48; ++layer)
        sizes.text.layers.push_back(layer % 6 == 5 ? LayerKind::Full : LayerKind::Sliding);
    return sizes;
}

const MemorySettings kWanted{.context = 32768, .cache = CacheType::F16, .drafter = true};

int64_t totalOf(const MemorySettings &settings)
{
    return planMemory(twelveBillion(), settings, 0).total();
}

} // namespace

void TestMemoryPlan::theCacheIsWhatItsSlotsTake_data()
{
    QTest::addColumn<int>("context");
    QTest::addColumn<CacheType>("type");
    QTest::addColumn<int>("bytes");
    QTest::addRow("2K f16") << 2048 << CacheType::F16 << 2;
    QTest::addRow("8K f16") << 8192 << CacheType::F16 << 2;
    QTest::addRow("32K f16") << 32768 << CacheType::F16 << 2;
    QTest::addRow("8K f32") << 8192 << CacheType::F32 << 4;
}

void TestMemoryPlan::theCacheIsWhatItsSlotsTake()
{
    QFETCH(int, context);
    QFETCH(CacheType, type);
    QFETCH(int, bytes);
    // Sliding: key and value of 8 heads of 256; full: value and rotated quarter of a key of one head.
    const double sliding = 40.0 * 8 * 2 * 256 * bytes;
    const double full = 8.0 * (512 + 128) * bytes * context;
    const auto cache =
        double(planMemory(twelveBillion(), {.context = context, .cache = type, .drafter = true}, 0).cache);
    const double ringSlots = (cache - full) / sliding;
    QVERIFY(ringSlots >= 1024 && ringSlots <= 1024 + 512); // the window and what rings keep beyond it
}

void TestMemoryPlan::aDrafterThatIsLeftOutTakesNothing()
{
    MemorySettings without = kWanted;
    without.drafter = false;
    QCOMPARE(planMemory(twelveBillion(), without, 0).drafter, 0);
    QVERIFY(totalOf(kWanted) - totalOf(without) >= twelveBillion().drafterBytes);
}

void TestMemoryPlan::whatFitsIsLeftAlone()
{
    QVERIFY(nearestThatFits(twelveBillion(), kWanted, totalOf(kWanted)) == kWanted);
}

void TestMemoryPlan::theNearestSettingKeepsWhatItCan_data()
{
    QTest::addColumn<qint64>("available");
    QTest::addColumn<int>("context");
    QTest::addColumn<CacheType>("type");
    QTest::addColumn<bool>("drafter");
    MemorySettings way = kWanted;
    way.cache = CacheType::Int8;
    QTest::newRow("other keys and values") << qint64(totalOf(way)) << 32768 << CacheType::Int8 << true;
    way.context = 4096;
    QTest::newRow("they and a shorter conversation")
        << qint64(totalOf(way)) << 4096 << CacheType::Int8 << true;
    way = {.context = 2048, .cache = CacheType::Int8, .drafter = false};
    QTest::newRow("all of it") << qint64(totalOf(way)) << 2048 << CacheType::Int8 << false;
}

void TestMemoryPlan::theNearestSettingKeepsWhatItCan()
{
    QFETCH(qint64, available);
    QFETCH(int, context);
    QFETCH(CacheType, type);
    QFETCH(bool, drafter);
    const auto nearest = nearestThatFits(twelveBillion(), kWanted, available);
    QVERIFY(nearest);
    QVERIFY(planMemory(twelveBillion(), *nearest, available).fits());
    QCOMPARE(int(nearest->context), context);
    QCOMPARE(nearest->cache, type);
    QCOMPARE(nearest->drafter, drafter);
}

void TestMemoryPlan::aShorterConversationComesBeforeDoingWithoutTheDrafter()
{
    const MemorySettings wanted{.context = 131072, .cache = CacheType::F16, .drafter = true};
    const MemorySettings shorter{.context = 8192, .cache = CacheType::F16, .drafter = true};
    QVERIFY(nearestThatFits(twelveBillion(), wanted, totalOf(shorter)) == shorter);
}

void TestMemoryPlan::nothingIsProposedWhereTheWeightsAloneAreTooMuch()
{
    QVERIFY(!nearestThatFits(twelveBillion(), kWanted, twelveBillion().weightBytes));
    const Error error = doesNotFit("Gemma 4 12B", twelveBillion(), kWanted, 4 * kGigabyte);
    QCOMPARE(error.remedy, std::string("Close a large program, or choose a smaller file."));
}

void TestMemoryPlan::theRefusalNamesTheNumbersAndTheWayOut()
{
    const MemorySettings small{.context = 4096, .cache = CacheType::Int8, .drafter = true};
    const Error error = doesNotFit("Gemma 4 12B", twelveBillion(), kWanted, totalOf(small));
    const auto text = QString::fromStdString(error.message());
    const auto gigabytes = [](int64_t bytes) {
        return QString::number(double(bytes) / double(kGigabyte), 'f', 1) + " GB";
    };
    QCOMPARE(
        text, QString("Gemma 4 12B needs %1 and this computer can give %2 now. It fits with a conversation "
                      "length of 4096 tokens and keys and values as int8 (%2); or close a large program.")
                  .arg(gigabytes(totalOf(kWanted)), gigabytes(totalOf(small))));
}

QTEST_APPLESS_MAIN(TestMemoryPlan)
#include "tst_memory_plan.moc"
