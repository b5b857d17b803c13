#pragma once

#include "inference/formats/gguf.h"
#include "inference/result.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace alcove::inference {

/// A tensor as the header announces it; type and offset are not checked yet.
struct GgufTensorRecord {
    std::string_view name;
    std::vector<int64_t> shape; ///< PyTorch's order
    uint32_t typeId = 0;
    uint64_t offset = 0; ///< from the header's dataStart
};

/// What stands before the data of one GGUF file. Views point into the file's bytes.
struct GgufHeader {
    std::map<std::string, GgufValue, std::less<>> keys;
    std::vector<GgufTensorRecord> tensors;
    uint64_t dataStart = 0;
    uint64_t alignment = 0;
};

/// Reads the header of a file (versions 2 and 3, spec 7.4). Time and memory are bounded: at most
/// 65536 keys, 65536 tensors and eight million array elements. fileName is quoted already.
[[nodiscard]] Result<GgufHeader> readGgufHeader(
    std::span<const std::byte> bytes, const std::string &fileName);

/// general.architecture if it is the file's first key, as it usually is; for looking through many
/// files without reading their vocabularies.
std::optional<std::string_view> firstKeyArchitecture(std::span<const std::byte> bytes);

} // namespace alcove::inference
