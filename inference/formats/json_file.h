#pragma once

#include "inference/result.h"

#include <nlohmann/json_fwd.hpp>

#include <cstddef>
#include <filesystem>

namespace alcove::inference {

/// Reads a JSON file whole. Fails if it is missing, larger than mostBytes or no JSON object.
/// What lies deeper than 32 levels is left out. Blocking.
[[nodiscard]] Result<nlohmann::json> readJsonObject(const std::filesystem::path &path, size_t mostBytes);

} // namespace alcove::inference
