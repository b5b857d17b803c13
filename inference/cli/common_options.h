#pragma once

#include "inference/result.h"
#include "inference/session/engine.h"

#include <filesystem>
#include <optional>
#include <string>

namespace CLI {
class App;
}

namespace alcove::inference {

/// The options that every command takes (design 4, "Common").
struct CommonOptions {
    std::string model; ///< empty: the demo model
    std::optional<std::string> mmproj;
    std::optional<std::string> drafter;
    int threads = 0;
    int context = 0;
    std::string cache = "f16";
    std::string draft = "auto";
    std::string weights = "auto";
    bool json = false;
    bool quiet = false;

    /// The model that was named, or the demo model. Fails if that one is not to be found.
    [[nodiscard]] Result<std::filesystem::path> modelPath() const;
    [[nodiscard]] Result<EngineOptions> engineOptions() const;
    /// For AnswerSettings: off, auto or a number.
    int draftTokens() const;
};

void addCommonOptions(CLI::App &parser, CommonOptions &options);

} // namespace alcove::inference
