#pragma once

#include "inference/compute/thread_pool.h"
#include "inference/model/drafter.h"
#include "inference/model/packed_weights.h"
#include "inference/model/weights.h"
#include "inference/session/engine.h"
#include "inference/session/opened_model.h"

#include <optional>
#include <string>
#include <vector>

namespace alcove::inference {

/// What an Engine owns. Sessions borrow it.
struct Engine::Parts {
    EngineOptions options;
    OpenedModel model; ///< keeps the files mapped that the weights point into
    Tokenizer tokenizer;
    TextWeights text;
    std::optional<VisionWeights> vision;
    std::optional<AudioWeights> audio;
    std::optional<DrafterWeights> drafter;
    std::vector<PackedWeights> packed; ///< of text and drafter, where their types have a packed form
    std::string notice;
    MemoryPlan plan;
    int64_t context = 0;
    std::unique_ptr<ThreadPool> pool;

    const ModelConfig &config() const { return model.config; }
};

} // namespace alcove::inference
