#pragma once

#include "inference/compute/cpu_features.h"
#include "inference/compute/matrix_view.h"
#include "inference/compute/thread_pool.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace alcove::inference {

/// What the integer sums of a block start from, so that weights can be taken as unsigned numbers; and
/// what a minimum is multiplied with. S is the sum of the block's 32 values.
struct BlockStarts {
    int32_t fourBits = 0;         ///< -8 S
    int32_t signedBytes = 0;      ///< -128 S
    int32_t sixBitHalves[2] = {}; ///< -32 times the sums of each 16 values
    float negativeSum = 0.0F;     ///< -S
};

/// What a kernel asks the memory for while it multiplies, so that it is in the core's cache when its turn
/// comes. By itself: what the kernel itself reads a few kilobytes later.
struct Fetch {
    const std::byte *from = nullptr; ///< null: by itself
    int64_t bytesPerBlock = 0;       ///< from there on, with every block of 32 inputs; multiple of 64
};

/// Up to `tileRows` rows of activations as int8 with a scale for every 32 inputs, block by block, so
/// that a kernel over several rows walks forward in memory. Views into QuantizedRows.
struct RowTile {
    int rows = 0;
    int64_t blocks = 0;                  ///< of 32 inputs
    const int8_t *values = nullptr;      ///< [block][row][32], within -127..127
    const float *scales = nullptr;       ///< [block][row]
    const BlockStarts *starts = nullptr; ///< [block][row]
    Fetch fetch;                         ///< set by who calls the kernels
};

struct RowKernels;

/// Rows of activations quantised for the packed kernels: scale = largest / 127 over 32 inputs, value =
/// nearest whole number, ties to even. A row's numbers depend on that row alone.
class QuantizedRows {
public:
    /// rows: [n, multiple of 32]. Splits into tiles of nearly equal size, none above tileRows.
    void quantize(ThreadPool &pool, Isa isa, MatrixView<const float> rows, int tileRows);

    int tileCount() const { return int(m_firstRows.size()) - 1; }
    int64_t firstRow(int tile) const { return m_firstRows[size_t(tile)]; }
    RowTile tile(int tile) const;

private:
    void quantizeTile(const RowKernels &kernels, MatrixView<const float> rows, int tile);

    int64_t m_blocks = 0;
    std::vector<int64_t> m_firstRows; ///< of every tile, and the number of rows
    std::vector<int8_t> m_values;
    std::vector<float> m_scales;
    std::vector<BlockStarts> m_starts;
};

} // namespace alcove::inference
