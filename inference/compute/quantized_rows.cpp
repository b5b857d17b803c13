#include "inference/compute/quantized_rows.h"

#include "inference/compute/packed_layout.h"
#include "inference/compute/row_kernels.h"

namespace alcove::inference {

void QuantizedRows::quantize(ThreadPool &pool, Isa isa, MatrixView<const float> rows, int tileRows)
{
    const RowKernels &kernels = rowKernels(isa);
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
            quantizeTile(kernels, rows, int(t));
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
        .fetch = {},
    };
}

void QuantizedRows::quantizeTile(const RowKernels &kernels, MatrixView<const float> rows, int tile)
{
    const int64_t first = firstRow(tile);
    const int64_t count = firstRow(tile + 1) - first;
    for (int64_t r = 0; r < count; ++r) {
        const float *in = rows.row(first + r).data();
        for (int64_t b = 0; b < m_blocks; ++b) {
            const int64_t at = first * m_blocks + b * count + r;
            kernels.quantizeBlock(in + b * kBlockInputs, m_values.data() + at * kBlockInputs,
                m_scales.data() + at, m_starts.data() + at);
        }
    }
}

} // namespace alcove::inference
