#pragma once

#include "inference/compute/matrix_view.h"
#include "inference/model/config.h"
#include "inference/model/key_value_cache.h"
#include "inference/model/layer.h"
#include "inference/model/text_model.h"
#include "inference/model/weights.h"
#include "inference/text/token.h"

#include <span>
#include <vector>

namespace alcove::inference {

/// The multi-token-prediction drafter (spec 5): a small decoder without keys of its own that reads
/// the target's last sliding and last full layer. Borrows everything; runs on the target's pool.
class Drafter {
public:
    Drafter(const DrafterConfig &config, const DrafterWeights &weights, TextModel &target);

    /// Begins a round. `hidden`: the target's final hidden state [H] at the cache's last position
    /// (spec 5.4). The token to be given to step() first is the one that follows it.
    void beginRound(std::span<const float> hidden);

    /// One step: the logits [vocabulary] for what follows `token` (spec 5.2). All steps of a round use the
    /// position of the newest accepted token, which is the cache's length (spec 5.3).
    std::span<const float> step(TokenId token, const KeyValueCache &cache);

    /// The state that the next step will take, [H]; for tests.
    std::span<const float> projectedState() const { return m_state; }

private:
    void runLayer(int layer, int64_t position, const KeyValueCache &cache);
    void writeLogits(std::span<const float> hidden);

    const DrafterConfig &m_config;
    const DrafterWeights &m_weights;
    TextModel &m_target;
    std::vector<LayerShape> m_shapes;
    int m_slidingSource = 0; ///< the target's layers whose keys are read
    int m_fullSource = 0;
    std::vector<float> m_state;
    Matrix m_input;  ///< [1, 2 H]
    Matrix m_stream; ///< [1, h]
    Matrix m_final;  ///< [1, h]
    Matrix m_projected;
    Matrix m_logits;
    RotaryAngles m_angles;
    LayerScratch m_scratch;
};

} // namespace alcove::inference
