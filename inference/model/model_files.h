#pragma once

#include "inference/result.h"

#include <filesystem>
#include <optional>

namespace alcove::inference {

/// Which files make up a model. Paths are folders (Hugging Face) or GGUF files; empty where there is none.
struct ModelFiles {
    std::filesystem::path model;
    std::filesystem::path mmproj; ///< GGUF only; a folder carries its media weights itself
    std::filesystem::path drafter;
};

/// What the person said about the parts: nothing (look beside the model), "none", or a path.
struct ModelChoice {
    std::filesystem::path model;
    std::optional<std::filesystem::path> mmproj = {};  ///< unset: look beside; empty: leave out
    std::optional<std::filesystem::path> drafter = {}; ///< unset: look beside; empty: leave out
};

/// Finds mmproj and drafter beside the model: by what the files are, not by their names.
/// A drafter beside a folder is a neighbour or subfolder of it whose config.json says so.
/// Blocking (reads headers). Fails if the model is missing, or a part that was named is.
[[nodiscard]] Result<ModelFiles> findModelFiles(const ModelChoice &choice);

} // namespace alcove::inference
