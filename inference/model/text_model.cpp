#include "inference/model/text_model.h"

#include "inference/compute/activation.h"
#include "inference/model/read_ahead.h"

#include <algorithm>
#include <numeric>

namespace alcove::inference {

TextModel::TextModel(const TextConfig &config, const TextWeights &weights, ThreadPool &pool)
    : m_config(config)
    , m_weights(weights)
    , m_pool(pool)
    , m_multiplier(pool)
    , m_shapes(layerShapes(config))
{}

TextModel::Outcome TextModel::run(const Chunk &chunk, KeyValueCache &cache, Matrix &hidden,
    std::stop_token stop, const LayerObserver &observer)
{
    const int64_t rows = int64_t(chunk.rows.size());
    embedRows(chunk);
    placeRows(chunk);

    cache.beginWriting(chunk.firstPosition + rows);
    for (int layer = 0; layer < m_config.layerCount(); ++layer) {
        if (stop.stop_requested())
            return Outcome::Stopped;
        runLayer(layer, chunk, cache);
        if (observer)
            observer(layer, m_stream.view());
    }
    cache.finishWriting(chunk.firstPosition + rows);

    hidden.resize(chunk.hiddenRows, m_config.hiddenSize);
    normRows(m_pool, m_stream.view().rowsFrom(rows - chunk.hiddenRows, chunk.hiddenRows), m_weights.finalNorm,
        m_config.rmsEpsilon, hidden.view());
    return Outcome::Done;
}

void TextModel::embedRows(const Chunk &chunk)
{
    m_stream.resize(int64_t(chunk.rows.size()), m_config.hiddenSize);
    for (int64_t r = 0; r < m_stream.rows(); ++r) {
        const ChunkRow &row = chunk.rows[size_t(r)];
        if (row.soft)
            std::copy_n(row.soft, m_config.hiddenSize, m_stream.row(r).begin());
        else
            embed(row.token, m_stream.row(r));
    }
    // Each token brought pages of its neighbours along, and in time it would be the whole table, which
    // passes read in packed order elsewhere.
    const WeightMatrix &table = m_weights.embedding;
    if (m_weights.head.packed)
        giveBack(table.rowBlocks(0, table.rows));
}

void TextModel::placeRows(const Chunk &chunk)
{
    std::vector<int64_t> positions(chunk.rows.size());
    std::iota(positions.begin(), positions.end(), chunk.firstPosition);
    for (const LayerKind kind : {LayerKind::Sliding, LayerKind::Full}) {
        const auto shape = std::ranges::find(m_shapes, kind, &LayerShape::kind);
        if (shape == m_shapes.end())
            continue;
        Places &places = kind == LayerKind::Sliding ? m_slidingPlaces : m_fullPlaces;
        places.angles.set(shape->rotary, positions);
        places.visible.clear();
        for (size_t r = 0; r < positions.size(); ++r)
            places.visible.push_back(visibleRange(m_config, kind, positions[r], chunk.rows[r]));
    }
}

void TextModel::runLayer(int layer, const Chunk &chunk, KeyValueCache &cache)
{
    const LayerShape &shape = m_shapes[size_t(layer)];
    const Places &places = shape.kind == LayerKind::Sliding ? m_slidingPlaces : m_fullPlaces;
    const LayerWeights &weights = m_weights.layers[size_t(layer)];
    const int64_t rows = m_stream.rows();

    m_scratch.normed.resize(rows, m_config.hiddenSize);
    normRows(m_pool, m_stream.view(), weights.inputNorm, shape.epsilon, m_scratch.normed.view());
    project(m_multiplier, weights, m_scratch);
    prepareQueries(m_pool, shape, weights, weights.keyNorm, places.angles, m_scratch);
    prepareEntries(m_multiplier, shape, weights, cache.type(), places.angles, m_scratch);

    m_scratch.attended.resize(rows, shape.heads * shape.headSize);
    attend(m_pool, m_multiplier.isa(),
        {.queries = m_scratch.queries.view(),
            .out = m_scratch.attended.view(),
            .visible = places.visible,
            .heads = shape.heads,
            .keyHeads = shape.keyHeads,
            .layout = shape.entry,
            .type = cache.type(),
            .past = cache.layerSlots(layer),
            .chunkStart = chunk.firstPosition,
            .chunk = {.bytes = m_scratch.entries.data(),
                .capacity = rows,
                .origin = chunk.firstPosition,
                .slotStride = cache.slotBytes(layer),
                .headStride = shape.entry.bytes(cache.type())}});
    // Only now may the ring forget what the chunk's first rows still saw (spec 2.7).
    cache.store(m_pool, layer, chunk.firstPosition, m_scratch.entries);

    finishAttention(m_multiplier, weights, shape.epsilon, m_stream.view(), m_scratch);
    feedForward(m_multiplier, weights, shape.epsilon, m_stream.view(), m_scratch);
}

void TextModel::logits(MatrixView<const float> hidden, Matrix &logits)
{
    logits.resize(hidden.rows, m_config.vocabularySize);
    m_multiplier.multiply(hidden, m_weights.head, logits.view());
    if (m_config.logitSoftcap <= 0.0F)
        return;
    for (int64_t r = 0; r < hidden.rows; ++r) {
        m_pool.forRanges(m_config.vocabularySize, 4096, [&](int64_t first, int64_t last) {
            softcap(m_multiplier.isa(), logits.row(r).subspan(size_t(first), size_t(last - first)),
                m_config.logitSoftcap);
        });
    }
}

void TextModel::embed(TokenId token, std::span<float> out) const
{
    m_weights.embedding.dequantizeRows(token, 1, out);
    for (float &value : out)
        value *= m_config.embeddingScale;
}

int64_t TextModel::scratchBytes(const TextConfig &config, int64_t rows)
{
    const int64_t hidden = config.hiddenSize;
    const int64_t queries = config.headCount * int64_t(std::max(config.slidingHeadSize, config.fullHeadSize));
    const int64_t keys = std::max(config.slidingKeyHeads * int64_t(config.slidingHeadSize),
        config.fullKeyHeads * int64_t(config.fullHeadSize));
    // Stream, normed, branch; projected and folded queries, attended; keys, values and their slots;
    // gate and up; and the products' copy of their widest input in tiles.
    const int64_t widest = std::max<int64_t>({hidden, queries, config.feedForwardSize});
    const int64_t floats = 3 * hidden + 4 * queries + 4 * keys + 2 * config.feedForwardSize + widest;
    return rows * floats * int64_t(sizeof(float));
}

VisibleRange visibleRange(const TextConfig &config, LayerKind kind, int64_t position, const ChunkRow &row)
{
    if (kind == LayerKind::Full)
        return {.first = 0, .last = position};
    VisibleRange range{.first = std::max(int64_t(0), position - config.window + 1), .last = position};
    // Inside an image both ways, but within the window (spec 2.6).
    if (config.imagesSeeBothWays && row.blockLast > position)
        range.last = std::min(row.blockLast, position + config.window - 1);
    return range;
}

} // namespace alcove::inference
