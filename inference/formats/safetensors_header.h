#pragma once

#include "inference/result.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace alcove::inference {

/// A tensor as the header of a .safetensors file announces it; its type is not judged yet.
struct SafetensorsRecord {
    std::string name;
    std::string type; ///< "BF16"
    std::vector<int64_t> shape;
    std::span<const std::byte> bytes; ///< within the file
};

/// Reads the header of one .safetensors file (spec 7.1). Bounded: a header has at most 100 MB, as the
/// format's own library demands. fileName is quoted already.
[[nodiscard]] Result<std::vector<SafetensorsRecord>> readSafetensorsHeader(
    std::span<const std::byte> bytes, const std::string &fileName);

} // namespace alcove::inference
