#pragma once

#include "inference/session/session.h"

#include <cstdint>
#include <optional>

namespace CLI {
class App;
}

namespace alcove::inference {

/// How tokens are chosen; what is left out stays the model's own (design 4, "Sampling").
struct SamplingOptions {
    bool greedy = false;
    std::optional<float> temperature;
    std::optional<int> topK;
    std::optional<float> topP;
    std::optional<float> minP;
    std::optional<float> repeatPenalty;
    std::optional<uint64_t> seed; ///< unset: another one each time
    int maxTokens = 0;

    AnswerSettings applyTo(AnswerSettings settings) const;
};

void addSamplingOptions(CLI::App &parser, SamplingOptions &options);

} // namespace alcove::inference
