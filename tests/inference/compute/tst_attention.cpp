#include "inference/compute/attention.h"
#include "tests/inference/compute/tested_isas.h"

#include <QTest>

#include <cmath>
#include <cstring>
#include <random>
#include <vector>

using namespace alcove::inference;

/// Attention against a plain sum in double, over rings that wrap, chunks and ragged ranges.
class TestAttention : public QObject {
    Q_OBJECT

private slots:
    void rowsAreTheSoftmaxWeightedSumsOfWhatTheySee_data();
    void rowsAreTheSoftmaxWeightedSumsOfWhatTheySee();
    void aRowHasTheSameBitsAloneAndInAChunk();
    void largeScoresDoNotOverflow();
};

namespace {

/// Entries of positions [0, count) of all key heads, as floats and in the cache's form.
struct Entries {
    EntryLayout layout;
    CacheType type;
    int keyHeads;
    std::vector<float> floats; // [count, keyHeads, layout.floats()], as the cache gives them back
    std::vector<std::byte> bytes;

    Entries(EntryLayout entryLayout, CacheType cacheType, int heads, int64_t count, std::mt19937 &random)
        : layout(entryLayout)
        , type(cacheType)
        , keyHeads(heads)
    {
        std::normal_distribution<float> normal;
        const size_t size = size_t(layout.floats());
        floats.resize(size_t(count) * size_t(keyHeads) * size);
        bytes.resize(size_t(count * keyHeads * layout.bytes(type)));
        for (float &value : floats)
            value = normal(random) * 0.5F;
        for (size_t e = 0; e < size_t(count) * size_t(keyHeads); ++e) {
            const std::span<float> entry = std::span(floats).subspan(e * size, size);
            std::byte *stored = bytes.data() + e * size_t(layout.bytes(type));
            encodeEntry(bestIsa(), type, layout, entry, stored);
            decodeEntry(type, layout, stored, entry);
        }
    }

    std::span<const float> at(int64_t position, int keyHead) const
    {
        const size_t size = size_t(layout.floats());
        return std::span(floats).subspan(size_t(position * keyHeads + keyHead) * size, size);
    }

    int64_t entryBytes() const { return layout.bytes(type); }
    int64_t slotBytes() const { return keyHeads * entryBytes(); }

    /// The positions [first, last) in a ring of `capacity` slots.
    std::vector<std::byte> ring(int64_t first, int64_t last, int64_t capacity) const
    {
        const size_t slot = size_t(keyHeads * layout.bytes(type));
        std::vector<std::byte> out(size_t(capacity) * slot);
        for (int64_t p = first; p < last; ++p)
            std::memcpy(out.data() + size_t(p % capacity) * slot, bytes.data() + size_t(p) * slot, slot);
        return out;
    }
};

std::vector<double> expected(
    const Entries &entries, std::span<const float> query, int keyHead, VisibleRange seen)
{
    std::vector<double> scores;
    double largest = -1e300;
    for (int64_t p = seen.first; p <= seen.last; ++p) {
        double score = 0.0;
        for (int i = 0; i < entries.layout.keySize; ++i)
            score += double(query[size_t(i)]) * double(entries.at(p, keyHead)[size_t(i)]);
        scores.push_back(score);
        largest = std::max(largest, score);
    }
    std::vector<double> out(size_t(entries.layout.valueSize), 0.0);
    double weight = 0.0;
    for (int64_t p = seen.first; p <= seen.last; ++p) {
        const double factor = std::exp(scores[size_t(p - seen.first)] - largest);
        weight += factor;
        for (size_t i = 0; i < out.size(); ++i)
            out[i] += factor * double(entries.at(p, keyHead)[size_t(entries.layout.valueOffset) + i]);
    }
    for (double &value : out)
        value /= weight;
    return out;
}

/// As the queries of full layers are: zero where the value's rotated elements stand (cache_entry.h).
void clearRotated(const EntryLayout &layout, Matrix &queries)
{
    const int pairs = layout.secondPart / 2;
    for (int64_t r = 0; r < queries.rows(); ++r)
        for (size_t i = 0; i < queries.row(r).size(); ++i) {
            const int at = int(i) % layout.keySize;
            if (at < layout.firstPart && at % (layout.firstPart / 2) < pairs)
                queries.row(r)[i] = 0.0F;
        }
}

} // namespace

void TestAttention::rowsAreTheSoftmaxWeightedSumsOfWhatTheySee_data()
{
    QTest::addColumn<bool>("full");
    QTest::addColumn<CacheType>("type");
    QTest::addColumn<int>("headSize");
    for (const int headSize : {12, 32, 64})
        for (const bool full : {false, true}) {
            const char *kind = full ? "full" : "sliding";
            QTest::addRow("%s, f32, %d", kind, headSize) << full << CacheType::F32 << headSize;
            QTest::addRow("%s, f16, %d", kind, headSize) << full << CacheType::F16 << headSize;
            QTest::addRow("%s, int8, %d", kind, headSize) << full << CacheType::Int8 << headSize;
        }
}

void TestAttention::rowsAreTheSoftmaxWeightedSumsOfWhatTheySee()
{
    QFETCH(bool, full);
    QFETCH(CacheType, type);
    std::mt19937 random(11);
    ThreadPool pool(3);
    QFETCH(int, headSize);
    const EntryLayout layout =
        full ? EntryLayout::full(headSize, headSize / 8) : EntryLayout::sliding(headSize);
    const int keyHeads = full ? 1 : 3;
    const int heads = full ? 12 : 6;
    const int64_t total = 200;
    const int64_t start = 163; // chunk positions 163 to 199
    const Entries entries(layout, type, keyHeads, total, random);
    const int64_t capacity = full ? total : 110;
    const std::vector<std::byte> past = entries.ring(full ? 0 : start - capacity, start, capacity);
    const std::vector<std::byte> chunk = entries.ring(start, total, total); // read with its own origin below

    const int64_t rows = total - start;
    std::normal_distribution<float> normal;
    Matrix queries(rows, heads * layout.keySize);
    for (int64_t r = 0; r < rows; ++r)
        for (float &value : queries.row(r))
            value = normal(random);
    if (full)
        clearRotated(layout, queries);
    std::vector<VisibleRange> visible;
    for (int64_t p = start; p < total; ++p)
        visible.push_back(full ? VisibleRange{0, p} : VisibleRange{p - 70, std::min(total - 1, p + p % 5)});
    Matrix out(rows, heads * layout.valueSize);
    Matrix portable(rows, heads * layout.valueSize);
    for (const Isa isa : testedIsas()) {
        Matrix &result = isa == Isa::Generic ? portable : out;
        attend(pool, isa,
            {.queries = queries.view(),
                .out = result.view(),
                .visible = visible,
                .heads = heads,
                .keyHeads = keyHeads,
                .layout = layout,
                .type = type,
                .past = {.bytes = past.data(),
                    .capacity = capacity,
                    .slotStride = entries.slotBytes(),
                    .headStride = entries.entryBytes()},
                .chunkStart = start,
                .chunk = {.bytes = chunk.data() + start * keyHeads * layout.bytes(type),
                    .capacity = rows,
                    .origin = start,
                    .slotStride = entries.slotBytes(),
                    .headStride = entries.entryBytes()}});
        for (int64_t r = 0; r < rows; ++r) {
            QVERIFY(
                std::memcmp(result.row(r).data(), portable.row(r).data(), result.row(r).size_bytes()) == 0);
            for (int head = 0; head < heads; ++head) {
                const auto query =
                    queries.row(r).subspan(size_t(head * layout.keySize), size_t(layout.keySize));
                const std::vector<double> sums =
                    expected(entries, query, head / (heads / keyHeads), visible[size_t(r)]);
                for (size_t i = 0; i < sums.size(); ++i)
                    QVERIFY(std::abs(sums[i] - double(result.row(r)[size_t(head * layout.valueSize) + i])) <
                            1e-5);
            }
        }
    }
}

void TestAttention::aRowHasTheSameBitsAloneAndInAChunk()
{
    std::mt19937 random(12);
    ThreadPool pool(2);
    const EntryLayout layout = EntryLayout::sliding(32);
    const int64_t total = 190;
    const Entries entries(layout, CacheType::F16, 2, total, random);
    std::normal_distribution<float> normal;
    Matrix queries(total, 4 * layout.keySize);
    std::vector<VisibleRange> visible;
    for (int64_t p = 0; p < total; ++p) {
        for (float &value : queries.row(p))
            value = normal(random);
        visible.push_back({std::max<int64_t>(0, p - 99), p});
    }
    const auto run = [&](int64_t first, int64_t count, Matrix &out) {
        out.resize(count, 4 * layout.valueSize);
        attend(pool, bestIsa(),
            {.queries = std::as_const(queries).view().rowsFrom(first, count),
                .out = out.view(),
                .visible = std::span(visible).subspan(size_t(first), size_t(count)),
                .heads = 4,
                .keyHeads = 2,
                .layout = layout,
                .type = CacheType::F16,
                .past = {.bytes = entries.bytes.data(),
                    .capacity = total,
                    .slotStride = entries.slotBytes(),
                    .headStride = entries.entryBytes()},
                .chunkStart = total,
                .chunk = {}});
    };
    Matrix all;
    run(0, total, all);
    for (const int64_t count : {1, 2, 15, 16, 17, 50}) {
        for (int64_t first = 0; first + count <= total; first += 23) {
            Matrix some;
            run(first, count, some);
            for (int64_t r = 0; r < count; ++r)
                QVERIFY(std::memcmp(
                            some.row(r).data(), all.row(first + r).data(), some.row(r).size_bytes()) == 0);
        }
    }
}

void TestAttention::largeScoresDoNotOverflow()
{
    std::mt19937 random(13);
    ThreadPool pool(1);
    const EntryLayout layout = EntryLayout::sliding(32);
    const Entries entries(layout, CacheType::F32, 1, 150, random);
    Matrix query(1, layout.keySize);
    for (float &value : query.row(0))
        value = 300.0F;
    const VisibleRange visible[] = {{0, 149}};
    Matrix out(1, layout.valueSize);
    attend(pool, bestIsa(),
        {.queries = query.view(),
            .out = out.view(),
            .visible = visible,
            .heads = 1,
            .keyHeads = 1,
            .layout = layout,
            .type = CacheType::F32,
            .past = {.bytes = entries.bytes.data(),
                .capacity = 150,
                .slotStride = entries.slotBytes(),
                .headStride = entries.entryBytes()},
            .chunkStart = 150,
            .chunk = {}});
    for (const float value : out.row(0))
        QVERIFY(std::isfinite(value));
}

QTEST_APPLESS_MAIN(TestAttention)
#include "tst_attention.moc"
