#pragma once

#include "inference/formats/block_types.h"

#include <cstddef>
#include <cstdint>
#include <span>

namespace alcove::inference {

/// A weight matrix [rows = outputs, columns = inputs] as it lies in its file, and in the order of the
/// packed kernels if it was brought into it (packed_layout.h). Owns nothing.
struct WeightMatrix {
    BlockType type = BlockType::F32;
    int64_t rows = 0;
    int64_t columns = 0;
    const std::byte *data = nullptr;
    const std::byte *packed = nullptr; ///< null: not packed
    bool inPlace = false;              ///< multiplied from data by our own kernels, a float type

    int64_t bytesPerRow() const { return rowBytes(type, columns); }
    std::span<const std::byte> rowBlocks(int64_t first, int64_t count) const
    {
        return {data + first * bytesPerRow(), size_t(count * bytesPerRow())};
    }
    /// Exact values of whole rows: out has count * columns elements.
    void dequantizeRows(int64_t first, int64_t count, std::span<float> out) const
    {
        dequantize(type, rowBlocks(first, count), out);
    }
};

} // namespace alcove::inference
