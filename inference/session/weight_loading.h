#pragma once

#include "inference/model/packed_weights.h"
#include "inference/session/engine.h"

#include <stop_token>
#include <vector>

namespace alcove::inference {

/// Reads the weights of an opened model into their fields and brings them into memory: quantised ones
/// from their packed files, all others from where they lie. Blocking.
[[nodiscard]] Result<void> loadWeights(
    Engine::Parts &parts, const LoadProgress &progress, const std::stop_token &stop);

/// Makes the packed files of a model and its drafter, or checks those that are there, every byte of
/// them. None for files so small that they are packed at each start. Blocking, a minute for 7 GB.
[[nodiscard]] Result<std::vector<PreparedFile>> prepareModel(
    const EngineOptions &options, const LoadProgress &progress, const std::stop_token &stop);

} // namespace alcove::inference
