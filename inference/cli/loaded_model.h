#pragma once

#include "inference/cli/common_options.h"
#include "inference/cli/terminal.h"
#include "inference/session/engine.h"
#include "inference/session/session.h"

#include <memory>
#include <stop_token>

namespace alcove::inference {

/// A model and one conversation with it.
struct LoadedModel {
    std::unique_ptr<Engine> engine;
    std::unique_ptr<Session> session; ///< goes before the engine that it borrows from
};

/// Blocking, with progress.
[[nodiscard]] Result<LoadedModel> loadModel(
    const CommonOptions &options, ProgressLine &progress, const std::stop_token &stop);

} // namespace alcove::inference
