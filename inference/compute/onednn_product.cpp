#include "inference/compute/onednn_product.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <omp.h>
#include <oneapi/dnnl/dnnl.hpp>
#include <tuple>
#include <vector>

namespace alcove::inference {

namespace {

// oneDNN picks its code path by the number of rows, and the order of its sums with it. A tile of
// always sixteen rows, filled with zeros, gives every row the same bits whatever runs beside it.
constexpr int64_t kTileRows = 16;

// A panel of float32 weights stays in the core's own cache while all tiles use it.
constexpr int64_t kPanelFloats = 128 * 1024;

/// One thread's compiled products by shape, and its scratch memory.
class TileMultiplier {
public:
    TileMultiplier() : m_engine(dnnl::engine::kind::cpu, 0), m_stream(m_engine)
    {
        // The pool's threads are the parallelism; OpenMP's setting counts per calling thread.
        omp_set_num_threads(1);
    }

    /// out[16, outputs] = rows[16, inputs] * panel[outputs, inputs]^T, all dense but out's stride.
    void multiply(
        const float *rows, const float *panel, float *out, int64_t inputs, int64_t outputs, int64_t outStride)
    {
        using dnnl::memory;
        const memory::desc rowsShape({kTileRows, inputs}, memory::data_type::f32, memory::format_tag::ab);
        const memory::desc panelShape({inputs, outputs}, memory::data_type::f32, memory::format_tag::ba);
        const memory::desc outShape({kTileRows, outputs}, memory::data_type::f32, memory::dims{outStride, 1});
        const auto key = std::tuple(inputs, outputs, outStride);
        auto found = m_products.find(key);
        if (found == m_products.end()) {
            const dnnl::matmul::primitive_desc description(m_engine, rowsShape, panelShape, outShape);
            found = m_products.emplace(key, dnnl::matmul(description)).first;
        }
        // oneDNN takes its sources as non-const and does not write to them.
        memory source(rowsShape, m_engine, const_cast<float *>(rows));
        memory weights(panelShape, m_engine, const_cast<float *>(panel));
        memory result(outShape, m_engine, out);
        found->second.execute(
            m_stream, {{DNNL_ARG_SRC, source}, {DNNL_ARG_WEIGHTS, weights}, {DNNL_ARG_DST, result}});
        m_stream.wait();
    }

    std::vector<float> &panelScratch() { return m_panel; }
    std::vector<float> &outScratch() { return m_out; }

private:
    dnnl::engine m_engine;
    dnnl::stream m_stream;
    std::vector<float> m_panel;
    std::vector<float> m_out;
    std::map<std::tuple<int64_t, int64_t, int64_t>, dnnl::matmul> m_products;
};

TileMultiplier &tileMultiplier()
{
    thread_local TileMultiplier multiplier;
    return multiplier;
}

/// The rows in dense tiles of sixteen, the last filled with zeros.
std::vector<float> tiledRows(MatrixView<const float> rows)
{
    const int64_t tiles = (rows.rows + kTileRows - 1) / kTileRows;
    std::vector<float> tiled(size_t(tiles * kTileRows * rows.columns), 0.0F);
    for (int64_t row = 0; row < rows.rows; ++row)
        std::ranges::copy(rows.row(row), tiled.begin() + row * rows.columns);
    return tiled;
}

/// Weight rows [first, first + count) as floats: in place if they are, else in scratch.
const float *floatPanel(
    const WeightMatrix &weights, int64_t first, int64_t count, std::vector<float> &scratch)
{
    const std::byte *blocks = weights.rowBlocks(first, count).data();
    if (weights.type == BlockType::F32 && uintptr_t(blocks) % alignof(float) == 0)
        return reinterpret_cast<const float *>(blocks);
    scratch.resize(size_t(count * weights.columns));
    weights.dequantizeRows(first, count, scratch);
    return scratch.data();
}

/// Outputs [first, first + count) of all rows.
void multiplyPanel(const std::vector<float> &tiled, const WeightMatrix &weights, int64_t first, int64_t count,
    MatrixView<float> out)
{
    TileMultiplier &multiplier = tileMultiplier();
    std::vector<float> &tile = multiplier.outScratch();
    tile.resize(size_t(kTileRows * count));
    const float *panel = floatPanel(weights, first, count, multiplier.panelScratch());
    for (int64_t row = 0; row < out.rows; row += kTileRows) {
        multiplier.multiply(
            tiled.data() + row * weights.columns, panel, tile.data(), weights.columns, count, count);
        for (int64_t r = row; r < std::min(out.rows, row + kTileRows); ++r)
            std::copy_n(tile.begin() + (r - row) * count, count, out.row(r).begin() + first);
    }
}

} // namespace

void multiplyOneDnn(
    ThreadPool &pool, MatrixView<const float> rows, const WeightMatrix &weights, MatrixView<float> out)
{
    const std::vector<float> tiled = tiledRows(rows);
    const int64_t panelRows =
        std::clamp(kPanelFloats / weights.columns, int64_t(16), std::max(int64_t(16), weights.rows));
    const int64_t panels = (weights.rows + panelRows - 1) / panelRows;
    pool.forItems(panels, [&](int64_t panel) {
        const int64_t first = panel * panelRows;
        multiplyPanel(tiled, weights, first, std::min(panelRows, weights.rows - first), out);
    });
}

} // namespace alcove::inference
