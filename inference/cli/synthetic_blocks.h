#pragma once

#include "inference/formats/block_types.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace alcove::inference {

/// What the numbers of a synthetic tensor are.
struct SyntheticValues {
    enum class Kind {
        Spread,      ///< random with this mean and standard deviation; blocks other than floats: mean 0
        RopeFactors, ///< ones for the first quarter, then 1e30: pairs that do not turn (spec 7.6)
    };
    Kind kind = Kind::Spread;
    float mean = 0;
    float deviation = 0;
};

struct SyntheticTensor {
    std::string name;
    BlockType type = BlockType::F32;
    std::vector<int64_t> shape; ///< PyTorch's order
    SyntheticValues values;

    int64_t elementCount() const;
    int64_t bytes() const;
};

/// Tensors are made in pieces of this many elements; the last one may be shorter.
constexpr int64_t kSyntheticPiece = int64_t(1) << 20;

/// Fills a tensor's piece [piece * kSyntheticPiece, ...) with whole blocks; out is as long as they are.
/// The bytes depend on the tensor's name and the piece alone. Thread-safe.
/// Types: F32, BF16, Q4_0, Q8_0, Q4_K, Q6_K.
void fillSynthetic(const SyntheticTensor &tensor, int64_t piece, std::span<std::byte> out);

} // namespace alcove::inference
