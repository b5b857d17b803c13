#pragma once

#include "inference/result.h"

#include <cstdint>
#include <filesystem>
#include <span>

namespace alcove::inference {

/// Logits [positions, vocabulary], row by row.
struct LogitsTable {
    int64_t positions = 0;
    int64_t vocabulary = 0;
    std::span<const float> values;
};

/// NumPy's format 1.0: '<f4', C order, shape (positions, vocabulary). Leaves no half file behind.
[[nodiscard]] Result<void> writeNpy(const LogitsTable &logits, const std::filesystem::path &file);

/// {"shape": [...], "logits": [[...]]} on standard output, row by row, every number with as many
/// digits as its float32 needs.
void writeLogitsJson(const LogitsTable &logits);

} // namespace alcove::inference
