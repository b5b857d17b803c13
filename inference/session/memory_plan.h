#pragma once

#include "inference/result.h"

#include <cstdint>

namespace alcove::inference {

struct EngineOptions;
struct ModelConfig;
struct OpenedModel;

/// What a model will take, in bytes, before anything is allocated (contract 6).
struct MemoryPlan {
    int64_t weights = 0; ///< text and media weights
    int64_t drafter = 0;
    int64_t cache = 0;     ///< keys and values of a conversation, and of recordings (EngineOptions)
    int64_t scratch = 0;   ///< activations, logits, tokenizer
    int64_t available = 0; ///< what the computer can give now

    int64_t total() const { return weights + drafter + cache + scratch; }
    bool fits() const { return total() <= available; }
};

/// Blocking; reads headers, never weights.
[[nodiscard]] Result<MemoryPlan> planMemory(const EngineOptions &options);
MemoryPlan planMemory(const OpenedModel &model, const EngineOptions &options);

/// The positions that a session will hold under these options.
int64_t chosenContext(const ModelConfig &config, const EngineOptions &options);

/// Bytes that the system could give to this process now: MemAvailable, or less if a control group says so.
int64_t availableMemory();

} // namespace alcove::inference
