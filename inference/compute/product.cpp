#include "inference/compute/product.h"

#include "inference/compute/float_product.h"
#include "inference/compute/onednn_product.h"
#include "inference/compute/packed_layout.h"
#include "inference/compute/packed_product.h"

#include <algorithm>
#include <array>
#include <vector>

namespace alcove::inference {

namespace {

constexpr int64_t kPieceBytes = 1 << 20;

int64_t groupCount(const WeightMatrix &weights)
{
    return (weights.rows + kGroupRows - 1) / kGroupRows;
}

/// All tiles with one group of weights, which stays in the core's cache for the further tiles.
void multiplyGroup(
    const PackedKernels &kernels, const Product &product, int64_t group, const QuantizedRows &rows)
{
    const WeightMatrix &weights = product.weights;
    const GroupKernel kernel = kernels.forType(weights.type);
    const std::byte *packed = weights.packed + group * packedGroupBytes(weights.type, weights.columns);
    const int64_t firstOutput = group * kGroupRows;
    const int64_t outputs = std::min(kGroupRows, weights.rows - firstOutput);
    for (int t = 0; t < rows.tileCount(); ++t) {
        const RowTile tile = rows.tile(t);
        const MatrixView<float> out = product.out.rowsFrom(rows.firstRow(t), tile.rows);
        if (outputs == kGroupRows) {
            kernel(packed, tile, out.data + firstOutput, out.stride);
            continue;
        }
        std::array<float, 8 * kGroupRows> whole;
        kernel(packed, tile, whole.data(), kGroupRows);
        for (int64_t r = 0; r < tile.rows; ++r)
            std::copy_n(whole.begin() + r * kGroupRows, outputs, out.row(r).begin() + firstOutput);
    }
}

} // namespace

Multiplier::Multiplier(ThreadPool &pool, Isa isa) : m_pool(pool), m_isa(isa) {}

void Multiplier::multiply(MatrixView<const float> rows, std::initializer_list<Product> products)
{
    std::vector<Product> packed;
    for (const Product &product : products) {
        if (product.weights.packed)
            packed.push_back(product);
        else if (product.weights.inPlace)
            multiplyFloats(m_pool, m_isa, rows, product.weights, product.out);
        else
            multiplyOneDnn(m_pool, rows, product.weights, product.out);
    }
    if (packed.empty())
        return;
    m_quantized.quantize(m_pool, m_isa, rows, packedKernels(m_isa).tileRows);
    multiplyPacked(packed);
}

/// The groups of all products one after the other, in pieces of at least 1 MB (single
/// groups from here and there would cost up to half of the memory's speed).
void Multiplier::multiplyPacked(std::span<const Product> products)
{
    const PackedKernels &kernels = packedKernels(m_isa);
    int64_t groups = 0;
    int64_t bytes = 0;
    for (const Product &product : products) {
        groups += groupCount(product.weights);
        bytes += packedBytes(product.weights.type, product.weights.rows, product.weights.columns);
    }
    m_pool.forStreams(
        groups, std::max(int64_t(1), kPieceBytes * groups / bytes), [&](int64_t first, int64_t last) {
            int64_t start = 0;
            for (const Product &product : products) {
                const int64_t count = groupCount(product.weights);
                for (int64_t g = std::max(first, start); g < std::min(last, start + count); ++g)
                    multiplyGroup(kernels, product, g - start, m_quantized);
                start += count;
            }
        });
}

} // namespace alcove::inference
