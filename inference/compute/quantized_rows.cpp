#include "inference/compute/quantized_rows.h"

#include "inference/compute/packed_layout.h"

#include <algorithm>
#include <cmath>

namespace alcove::inference {

namespace {

// Adding and taking away 1.5 * 2^23 rounds a float of moderate size to the nearest whole number, ties
// to even, in every instruction set alike.
constexpr float kRounder = 12582912.0F;

struct BlockOut {
    int8_t *values;
    float *scale;
    BlockStarts *starts;
};

void quantizeBlock(const float *in, BlockOut out)
{
    float largest = 0.0F;
    for (int i = 0; i < kBlockInputs; ++i)
        largest = std::max(largest, std::abs(in[i]));
    const float inverse = largest > 0.0F ? 127.0F / largest : 0.0F;
    int32_t sums[2] = {};
    for (int half = 0; half < 2; ++half) {
        int32_t sum = 0;
        for (int i = 16 * half; i < 16 * half + 16; ++i) {
            const int32_t value = int32_t((in[i] * inverse + kRounder) - kRounder);
            out.values[i] = int8_t(value);
            sum += value;
        }
        sums[half] = sum;
    }
    const int32_t sum = sums[0] + sums[1];
    *out.starts = {.fourBits = -8 * sum,
        .signedBytes = -128 * sum,
        .sixBitHalves = {-32 * sums[0], -32 * sums[1]},
        .negativeSum = float(-sum)};
    *out.scale = largest / 127.0F;
}

} // namespace

void QuantizedRows::quantize(ThreadPool &pool, MatrixView<const float> rows, int tileRows)
{
    const int64_t tiles = (rows.rows + tileRows - 1) / tileRows;
    m_blocks = rows.columns / kBlockInputs;
    m_firstRows.resize(size_t(tiles) + 1);
    for (int64_t t = 0; t <= tiles; ++t)
        m_firstRows[size_t(t)] = tiles > 0 ? rows.rows * t / tiles : 0;
    m_values.resize(size_t(rows.rows * rows.columns));
    m_scales.resize(size_t(rows.rows * m_blocks));
    m_starts.resize(size_t(rows.rows * m_blocks));
    pool.forRanges(tiles, 1, [&](int64_t first, int64_t last) {
        for (int64_t t = first; t < last; ++t)
            quantizeTile(rows, int(t));
    });
}

RowTile QuantizedRows::tile(int tile) const
{
    const int64_t first = firstRow(tile);
    return {
        .rows = int(firstRow(tile + 1) - first),
        .blocks = m_blocks,
        .values = m_values.data() + first * m_blocks * kBlockInputs,
        .scales = m_scales.data() + first * m_blocks,
        .starts = m_starts.data() + first * m_blocks,
    };
}

void QuantizedRows::quantizeTile(MatrixView<const float> rows, int tile)
{
    const int64_t first = firstRow(tile);
    const int64_t count = firstRow(tile + 1) - first;
    for (int64_t r = 0; r < count; ++r) {
        const float *in = rows.row(first + r).data();
        for (int64_t b = 0; b < m_blocks; ++b) {
            const int64_t at = first * m_blocks + b * count + r;
            quantizeBlock(in + b * kBlockInputs, {.values = m_values.data() + at * kBlockInputs,
                                                     .scale = m_scales.data() + at,
                                                     .starts = m_starts.data() + at});
        }
    }
}

} // namespace alcove::inference
