#include "inference/model/drafter.h"

#include "inference/compute/vector_math.h"

#include <algorithm>
#include <numeric>

namespace alcove::inference {

namespace {

int lastLayerOf(const TextConfig &config, LayerKind kind)
{
    for (int layer = config.layerCount() - 1; layer >= 0; --layer)
        if (config.layers[size_t(layer)] == kind)
            return layer;
    return -1;
}

} // namespace

Drafter::Drafter(const DrafterConfig &config, const DrafterWeights &weights, TextModel &target)
    : m_config(config)
    , m_weights(weights)
    , m_target(target)
    , m_shapes(layerShapes(config.text))
    , m_slidingSource(lastLayerOf(target.config(), LayerKind::Sliding))
    , m_fullSource(lastLayerOf(target.config(), LayerKind::Full))
    , m_state(size_t(config.targetHiddenSize))
{}

void Drafter::beginRound(std::span<const float> hidden)
{
    std::ranges::copy(hidden, m_state.begin());
}

std::span<const float> Drafter::step(TokenId token, const KeyValueCache &cache)
{
    ThreadPool &pool = m_target.pool();
    const size_t target = size_t(m_config.targetHiddenSize);
    m_input.resize(1, 2 * m_config.targetHiddenSize);
    m_target.embed(token, m_input.row(0).first(target));
    std::ranges::copy(m_state, m_input.row(0).subspan(target).begin());
    m_stream.resize(1, m_config.text.hiddenSize);
    m_target.multiplier().multiply(m_input.view(), m_weights.preProjection, m_stream.view());

    for (int layer = 0; layer < m_config.text.layerCount(); ++layer)
        runLayer(layer, cache.length(), cache);

    m_final.resize(1, m_config.text.hiddenSize);
    normRows(pool, m_stream.view(), m_weights.text.finalNorm, m_config.text.rmsEpsilon, m_final.view());
    writeLogits(m_final.row(0));
    m_projected.resize(1, m_config.targetHiddenSize);
    m_target.multiplier().multiply(m_final.view(), m_weights.postProjection, m_projected.view());
    std::ranges::copy(m_projected.row(0), m_state.begin());
    return m_logits.row(0);
}

void Drafter::runLayer(int layer, int64_t position, const KeyValueCache &cache)
{
    ThreadPool &pool = m_target.pool();
    const LayerShape &shape = m_shapes[size_t(layer)];
    const LayerWeights &weights = m_weights.text.layers[size_t(layer)];
    const bool sliding = shape.kind == LayerKind::Sliding;
    const int source = sliding ? m_slidingSource : m_fullSource;

    m_scratch.normed.resize(1, m_config.text.hiddenSize);
    normRows(pool, m_stream.view(), weights.inputNorm, shape.epsilon, m_scratch.normed.view());
    const int64_t positions[] = {position};
    m_angles.set(shape.rotary, positions);
    project(m_target.multiplier(), weights, m_scratch);
    prepareQueries(
        pool, shape, weights, m_target.weights().layers[size_t(source)].keyNorm, m_angles, m_scratch);

    // Spec 5.3: keys 0 to L-2; the reference shows its sliding layers the last W + 1 of them.
    const int64_t last = position - 1;
    const int64_t window = m_target.config().window;
    const VisibleRange visible[] = {
        {.first = sliding ? std::max(int64_t(0), last - window) : 0, .last = last}};
    m_scratch.attended.resize(1, shape.heads * shape.headSize);
    attend(pool, m_target.multiplier().isa(),
        {.queries = m_scratch.queries.view(),
            .out = m_scratch.attended.view(),
            .visible = visible,
            .heads = shape.heads,
            .keyHeads = m_target.shapes()[size_t(source)].keyHeads,
            .layout = cache.layout(source),
            .type = cache.type(),
            .past = cache.layerSlots(source),
            .chunkStart = position,
            .chunk = {}});

    finishAttention(m_target.multiplier(), weights, shape.epsilon, m_stream.view(), m_scratch);
    feedForward(m_target.multiplier(), weights, shape.epsilon, m_stream.view(), m_scratch);
}

void Drafter::writeLogits(std::span<const float> hidden)
{
    m_logits.resize(1, m_config.text.vocabularySize);
    if (!m_weights.centroids) {
        m_target.multiplier().multiply(m_final.view(), m_weights.text.head, m_logits.view());
        return;
    }
    // Spec 5.6: only the tokens of the best centroids get logits of their own.
    const WeightMatrix &centroids = *m_weights.centroids;
    Matrix scores(1, centroids.rows);
    m_target.multiplier().multiply(m_final.view(), centroids, scores.view());
    std::vector<int> order(size_t(centroids.rows));
    std::iota(order.begin(), order.end(), 0);
    const auto middle = order.begin() + std::min(m_config.topCentroids, int(centroids.rows));
    std::ranges::partial_sort(
        order, middle, [&](int a, int b) { return scores.row(0)[size_t(a)] > scores.row(0)[size_t(b)]; });

    const size_t share = size_t(m_config.text.vocabularySize / int(centroids.rows));
    std::vector<float> row(hidden.size());
    std::vector<std::pair<int32_t, float>> candidates;
    float smallest = 0.0F;
    for (auto centroid = order.begin(); centroid != middle; ++centroid) {
        for (size_t i = 0; i < share; ++i) {
            const int32_t token = m_weights.tokenOrdering[size_t(*centroid) * share + i];
            m_weights.text.head.dequantizeRows(token, 1, row);
            const float logit = dot(row.data(), hidden.data(), int64_t(hidden.size()));
            smallest = candidates.empty() ? logit : std::min(smallest, logit);
            candidates.emplace_back(token, logit);
        }
    }
    std::ranges::fill(m_logits.row(0), smallest - 1.0F);
    for (const auto &[token, logit] : candidates)
        m_logits.row(0)[size_t(token)] = logit;
}

} // namespace alcove::inference
