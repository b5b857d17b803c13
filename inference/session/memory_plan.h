#pragma once

#include "inference/compute/cache_entry.h"
#include "inference/model/config.h"
#include "inference/result.h"

#include <cstdint>
#include <optional>
#include <string>

namespace alcove::inference {

struct EngineOptions;
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

/// What decides beside the model itself.
struct MemorySettings {
    int64_t context = 0; ///< positions
    CacheType cache = CacheType::F16;
    bool drafter = false;
    bool operator==(const MemorySettings &) const = default;
};

/// What a model's headers say for the plan.
struct ModelSizes {
    TextConfig text;
    int64_t weightBytes = 0;  ///< text and media, as they lie in memory: packed or from their file
    int64_t drafterBytes = 0; ///< 0: there is none
    int64_t chunkRows = 0;    ///< the most that are computed together
    int64_t recording = 0;    ///< positions of a second conversation, for what is dictated
    int64_t threads = 1;
};

/// Pure: the same numbers always give the same plan.
MemoryPlan planMemory(const ModelSizes &model, const MemorySettings &settings, int64_t available);

/// The settings nearest to the wanted ones that fit: other keys and values before a shorter
/// conversation, that before doing without the drafter. Nothing if the weights alone are too much. Pure.
std::optional<MemorySettings> nearestThatFits(
    const ModelSizes &model, const MemorySettings &wanted, int64_t available);

/// Why a model does not fit, in numbers, and what would. Pure.
Error doesNotFit(
    const std::string &name, const ModelSizes &model, const MemorySettings &wanted, int64_t available);

ModelSizes sizesOf(const OpenedModel &model, const EngineOptions &options);
MemorySettings settingsOf(const OpenedModel &model, const EngineOptions &options);

/// Blocking; reads headers, never weights.
[[nodiscard]] Result<MemoryPlan> planMemory(const EngineOptions &options);
MemoryPlan planMemory(const OpenedModel &model, const EngineOptions &options);

/// The positions that a session will hold under these options.
int64_t chosenContext(const ModelConfig &config, const EngineOptions &options);

/// Bytes that the system could give to this process now: MemAvailable, or less if a control group says so.
int64_t availableMemory();

} // namespace alcove::inference
