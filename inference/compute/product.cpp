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

/// Which part of the next group to fetch during a tile, so that the memory works all the time and not in the
/// first tile alone. Behind the last group lies the next matrix, or nothing: asking is harmless.
Fetch partOfNext(const std::byte *next, int64_t groupBytes, const RowTile &tile, int t, int tiles)
{
    constexpr int64_t kLine = 64;
    const int64_t lines = (groupBytes + kLine - 1) / kLine;
    const int64_t perBlock = (lines + tiles * tile.blocks - 1) / (tiles * tile.blocks);
    const int64_t before = t * tile.blocks * perBlock;
    return {.from = next + before * kLine, .bytesPerBlock = before < lines ? perBlock * kLine : 0};
}

/// All tiles with one group of weights, which stays in the core's cache for the further tiles.
/// fetched: whether it was asked for during the group before.
void multiplyGroup(const PackedKernels &kernels, const Product &product, int64_t group,
    const QuantizedRows &rows, bool fetched)
{
    const WeightMatrix &weights = product.weights;
    const GroupKernel kernel = kernels.forType(weights.type);
    const int64_t groupBytes = packedGroupBytes(weights.type, weights.columns);
    const std::byte *packed = weights.packed + group * groupBytes;
    const int64_t firstOutput = group * kGroupRows;
    const int64_t outputs = std::min(kGroupRows, weights.rows - firstOutput);
    for (int t = 0; t < rows.tileCount(); ++t) {
        RowTile tile = rows.tile(t);
        if (t > 0 || fetched)
            tile.fetch = partOfNext(packed + groupBytes, groupBytes, tile, t, rows.tileCount());
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
    const bool fetches = m_quantized.tileCount() > 1;
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
                    multiplyGroup(kernels, product, g - start, m_quantized, fetches && g > first);
                start += count;
            }
        });
}

} // namespace alcove::inference
