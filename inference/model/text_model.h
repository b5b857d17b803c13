#pragma once

#include "inference/compute/matrix_view.h"
#include "inference/compute/product.h"
#include "inference/compute/thread_pool.h"
#include "inference/model/config.h"
#include "inference/model/key_value_cache.h"
#include "inference/model/layer.h"
#include "inference/model/weights.h"
#include "inference/text/token.h"

#include <cstdint>
#include <functional>
#include <span>
#include <stop_token>
#include <vector>

namespace alcove::inference {

/// One position of a prompt.
struct ChunkRow {
    TokenId token = kNoToken;
    const float *soft = nullptr; ///< [H], instead of the token's embedding: pictures, sound (spec 2.1)
    int64_t blockFirst = -1;     ///< first and last position of the image block it belongs to, or -1
    int64_t blockLast = -1;
};

/// Consecutive positions that are computed together. An image block is never split (spec 2.6).
struct Chunk {
    int64_t firstPosition = 0; ///< the cache's length
    std::span<const ChunkRow> rows;
    int64_t hiddenRows = 1; ///< for how many of the last rows the final hidden state is wanted
};

/// The text decoder (spec 2): tokens or embeddings at positions -> hidden states -> logits.
/// Borrows everything; not thread-safe, runs its work on the pool.
class TextModel {
public:
    TextModel(const TextConfig &config, const TextWeights &weights, ThreadPool &pool);

    enum class Outcome { Done, Stopped };

    /// Called after every layer with the stream [rows, H]; for tests.
    using LayerObserver = std::function<void(int layer, MatrixView<const float> stream)>;

    /// Runs a chunk and appends it to the cache. hidden: [hiddenRows, H], after the final norm (spec 2.3).
    /// Looks at stop between two layers; stopped, the cache keeps its old length, of which only what
    /// canRewindTo() says is left.
    Outcome run(const Chunk &chunk, KeyValueCache &cache, Matrix &hidden, std::stop_token stop = {},
        const LayerObserver &observer = {});

    /// logits [rows, vocabulary] of final hidden states, softcapped, nothing suppressed.
    void logits(MatrixView<const float> hidden, Matrix &logits);

    /// A token's embedding, scaled: out [H].
    void embed(TokenId token, std::span<float> out) const;

    const TextConfig &config() const { return m_config; }
    const TextWeights &weights() const { return m_weights; }
    const std::vector<LayerShape> &shapes() const { return m_shapes; }
    ThreadPool &pool() { return m_pool; }
    Multiplier &multiplier() { return m_multiplier; }

    /// Bytes of activations for a chunk of so many rows.
    static int64_t scratchBytes(const TextConfig &config, int64_t rows);

private:
    void embedRows(const Chunk &chunk);
    void placeRows(const Chunk &chunk);
    void runLayer(int layer, const Chunk &chunk, KeyValueCache &cache);

    const TextConfig &m_config;
    const TextWeights &m_weights;
    ThreadPool &m_pool;
    Multiplier m_multiplier;
    std::vector<LayerShape> m_shapes;
    /// What the rows of a chunk have in common with all layers of a kind.
    struct Places {
        RotaryAngles angles;
        std::vector<VisibleRange> visible;
    };
    Places m_slidingPlaces, m_fullPlaces;
    Matrix m_stream;
    LayerScratch m_scratch;
};

/// The positions that a row at `position` sees (spec 2.6).
VisibleRange visibleRange(const TextConfig &config, LayerKind kind, int64_t position, const ChunkRow &row);

} // namespace alcove::inference
