#include "inference/model/layer.h"

#include "inference/compute/activation.h"
#include "inference/compute/norm.h"
#include "inference/model/key_value_cache.h"

#include <algorithm>
#include <utility>

namespace alcove::inference {

namespace {

/// Lays a normed and rotated query of a full layer over [value | rotated elements].
void foldQuery(const LayerShape &shape, std::span<const float> query, std::span<const float> keyNorm,
    std::span<float> out)
{
    const size_t half = size_t(shape.headSize) / 2;
    const size_t pairs = size_t(shape.rotary.pairs());
    const size_t size = size_t(shape.headSize);
    for (size_t i = 0; i < size; ++i)
        out[i] = i % half < pairs ? 0.0F : query[i] * keyNorm[i];
    for (size_t i = 0; i < pairs; ++i) {
        out[size + i] = query[i];
        out[size + pairs + i] = query[half + i];
    }
}

/// One key head of one position as the cache keeps it. Takes the raw projections; key is overwritten.
void composeEntry(const LayerShape &shape, const LayerWeights &weights, const RotaryAngles &angles,
    int64_t row, std::span<float> key, std::span<const float> rawValue, std::span<float> entry)
{
    const size_t size = size_t(shape.headSize);
    const std::span<float> value = entry.subspan(size_t(shape.entry.valueOffset), size);
    rmsNorm(rawValue, {}, shape.epsilon, value);
    rmsNorm(key, weights.keyNorm, shape.epsilon, key);
    angles.rotate(key, row);
    if (shape.kind == LayerKind::Sliding) {
        std::ranges::copy(key, entry.begin());
        return;
    }
    const size_t pairs = size_t(shape.rotary.pairs());
    for (size_t i = 0; i < pairs; ++i) {
        entry[size + i] = key[i];
        entry[size + pairs + i] = key[size / 2 + i];
    }
}

/// stream = stream + rms(branch) * weight.
void addNormed(ThreadPool &pool, Matrix &branch, std::span<const float> weight, float epsilon,
    MatrixView<float> stream, float scale)
{
    pool.forRanges(stream.rows, 1, [&](int64_t first, int64_t last) {
        for (int64_t r = first; r < last; ++r) {
            const std::span<float> added = branch.row(r);
            rmsNorm(added, weight, epsilon, added);
            const std::span<float> row = stream.row(r);
            for (size_t i = 0; i < row.size(); ++i)
                row[i] = (row[i] + added[i]) * scale;
        }
    });
}

/// gate = gelu(gate) * up, in pieces: a single row, too, is worth all threads.
void activate(Multiplier &multiplier, Matrix &gate, const Matrix &up)
{
    constexpr int64_t kPiece = 1024;
    const int64_t columns = up.columns();
    const int64_t pieces = (columns + kPiece - 1) / kPiece;
    multiplier.pool().forRanges(up.rows() * pieces, 1, [&](int64_t first, int64_t last) {
        for (int64_t piece = first; piece < last; ++piece) {
            const int64_t from = piece % pieces * kPiece;
            const auto size = size_t(std::min(kPiece, columns - from));
            gatedGelu(multiplier.isa(), gate.row(piece / pieces).subspan(size_t(from), size),
                up.row(piece / pieces).subspan(size_t(from), size));
        }
    });
}

} // namespace

std::vector<LayerShape> layerShapes(const TextConfig &config)
{
    std::vector<LayerShape> shapes;
    for (int layer = 0; layer < config.layerCount(); ++layer) {
        const bool sliding = config.layers[size_t(layer)] == LayerKind::Sliding;
        shapes.push_back({.kind = config.layers[size_t(layer)],
            .heads = config.headCount,
            .keyHeads = config.keyHeads(layer),
            .headSize = config.headSize(layer),
            .epsilon = config.rmsEpsilon,
            .rotary = sliding ? RotaryTable::create(config.slidingHeadSize, config.slidingRopeTheta)
                              : RotaryTable::create(config.fullHeadSize, config.fullRopeTheta,
                                    config.fullRotatedShare, config.fullRopeDivisor),
            .entry = entryLayout(config, layer)});
    }
    return shapes;
}

void project(Multiplier &multiplier, const LayerWeights &weights, LayerScratch &scratch)
{
    const int64_t rows = scratch.normed.rows();
    const MatrixView<const float> normed = std::as_const(scratch.normed).view();
    scratch.projected.resize(rows, weights.query.rows);
    const Product query{.weights = weights.query, .out = scratch.projected.view()};
    if (weights.key.rows == 0) {
        multiplier.multiply(normed, {query});
        return;
    }
    scratch.keys.resize(rows, weights.key.rows);
    const Product key{.weights = weights.key, .out = scratch.keys.view()};
    if (!weights.value) {
        multiplier.multiply(normed, {query, key});
        return;
    }
    scratch.values.resize(rows, weights.value->rows);
    multiplier.multiply(normed, {query, key, {.weights = *weights.value, .out = scratch.values.view()}});
}

void prepareQueries(ThreadPool &pool, const LayerShape &shape, const LayerWeights &weights,
    std::span<const float> cacheKeyNorm, const RotaryAngles &angles, LayerScratch &scratch)
{
    const int64_t rows = scratch.projected.rows();
    const size_t headSize = size_t(shape.headSize);
    const size_t keySize = size_t(shape.entry.keySize);
    scratch.queries.resize(rows, shape.heads * shape.entry.keySize);
    pool.forRanges(rows, 1, [&](int64_t first, int64_t last) {
        for (int64_t r = first; r < last; ++r) {
            for (size_t head = 0; head < size_t(shape.heads); ++head) {
                const std::span<float> query = scratch.projected.row(r).subspan(head * headSize, headSize);
                const std::span<float> out = scratch.queries.row(r).subspan(head * keySize, keySize);
                rmsNorm(query, weights.queryNorm, shape.epsilon, query);
                angles.rotate(query, r);
                if (shape.kind == LayerKind::Sliding)
                    std::ranges::copy(query, out.begin());
                else
                    foldQuery(shape, query, cacheKeyNorm, out);
            }
        }
    });
}

void prepareEntries(Multiplier &multiplier, const LayerShape &shape, const LayerWeights &weights,
    CacheType type, const RotaryAngles &angles, LayerScratch &scratch)
{
    const int64_t rows = scratch.keys.rows();
    const int64_t entryBytes = shape.entry.bytes(type);
    const int64_t slotBytes = entryBytes * shape.keyHeads;
    const size_t headSize = size_t(shape.headSize);
    scratch.entries.resize(size_t(rows * slotBytes));
    multiplier.pool().forRanges(rows, 1, [&](int64_t first, int64_t last) {
        std::vector<float> entry(size_t(shape.entry.floats()));
        for (int64_t r = first; r < last; ++r) {
            std::byte *slot = scratch.entries.data() + r * slotBytes;
            for (size_t head = 0; head < size_t(shape.keyHeads); ++head) {
                const std::span<float> key = scratch.keys.row(r).subspan(head * headSize, headSize);
                const std::span<float> value =
                    weights.value ? scratch.values.row(r).subspan(head * headSize, headSize) : key;
                composeEntry(shape, weights, angles, r, key, value, entry);
                encodeEntry(multiplier.isa(), type, shape.entry, entry, slot + int64_t(head) * entryBytes);
            }
        }
    });
}

void finishAttention(Multiplier &multiplier, const LayerWeights &weights, float epsilon,
    MatrixView<float> hidden, LayerScratch &scratch)
{
    scratch.branch.resize(hidden.rows, hidden.columns);
    multiplier.multiply(scratch.attended.view(), weights.attentionOutput, scratch.branch.view());
    addNormed(multiplier.pool(), scratch.branch, weights.postAttentionNorm, epsilon, hidden, 1.0F);
}

void feedForward(Multiplier &multiplier, const LayerWeights &weights, float epsilon, MatrixView<float> hidden,
    LayerScratch &scratch)
{
    const int64_t rows = hidden.rows;
    scratch.gate.resize(rows, weights.gate.rows);
    scratch.up.resize(rows, weights.up.rows);
    ThreadPool &pool = multiplier.pool();
    normRows(pool, hidden, weights.preFeedForwardNorm, epsilon, scratch.normed.view());
    multiplier.multiply(scratch.normed.view(), {{.weights = weights.gate, .out = scratch.gate.view()},
                                                   {.weights = weights.up, .out = scratch.up.view()}});
    activate(multiplier, scratch.gate, scratch.up);
    multiplier.multiply(scratch.gate.view(), weights.down, scratch.branch.view());
    // Spec 2.2 step 9: the scalar takes the whole stream, not the branch.
    addNormed(pool, scratch.branch, weights.postFeedForwardNorm, epsilon, hidden, weights.scalar);
}

void normRows(ThreadPool &pool, MatrixView<const float> in, std::span<const float> weight, float epsilon,
    MatrixView<float> out)
{
    pool.forRanges(in.rows, 1, [&](int64_t first, int64_t last) {
        for (int64_t r = first; r < last; ++r)
            rmsNorm(in.row(r), weight, epsilon, out.row(r));
    });
}

} // namespace alcove::inference
