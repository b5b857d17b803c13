#include "inference/compute/packed_product.h"

#include <cmath>
#include <cstring>

/// The reference of the packed kernels: one output at a time, in the order that all others keep.
/// Per block: an exact integer sum, then one or two fused multiply-adds.

namespace alcove::inference {

namespace {

constexpr int kTileRows = 6;

/// Offset of input 4q of a row in vectors [half][lane][4].
size_t laneAt(size_t row)
{
    return row / 16 * 64 + row % 16 * 4;
}

/// What a kernel knows of one block of one activation row.
struct RowBlock {
    const int8_t *values;
    float scale;
    const BlockStarts &starts;
};

RowBlock rowBlock(const RowTile &tile, int64_t block, int64_t row)
{
    const int64_t at = block * tile.rows + row;
    return {.values = tile.values + at * kBlockInputs, .scale = tile.scales[at], .starts = tile.starts[at]};
}

/// Sum of nibble * activation over the 8 inputs of vector j.
int32_t nibbleSum(const uint8_t *vectors, size_t row, size_t j, const int8_t *values)
{
    int32_t sum = 0;
    for (size_t i = 0; i < 4; ++i) {
        const uint8_t byte = vectors[128 * j + laneAt(row) + i];
        sum += (byte & 15) * values[8 * j + i] + (byte >> 4) * values[8 * j + 4 + i];
    }
    return sum;
}

float accumulate(const PackedQ4_0 &block, size_t row, const RowBlock &x, float sum)
{
    int32_t whole = x.starts.fourBits;
    for (size_t j = 0; j < 4; ++j)
        whole += nibbleSum(block.nibbles.data(), row, j, x.values);
    return std::fma(float(whole), halfToFloat(block.scales[row]) * x.scale, sum);
}

float accumulate(const PackedQ8_0 &block, size_t row, const RowBlock &x, float sum)
{
    int32_t whole = 0;
    for (size_t k = 0; k < 32; ++k)
        whole += block.values[128 * (k / 4) + laneAt(row) + k % 4] * x.values[k];
    return std::fma(float(whole), halfToFloat(block.scales[row]) * x.scale, sum);
}

/// The last steps of a block with scale and minimum (Q4_K, Q5_K).
float addScaledBlock(int32_t whole, float scale, float minimum, const RowBlock &x, float sum)
{
    sum = std::fma(float(whole), scale * x.scale, sum);
    return std::fma(x.starts.negativeSum, minimum * x.scale, sum);
}

float accumulate(const PackedQ4_1 &block, size_t row, const RowBlock &x, float sum)
{
    int32_t whole = 0;
    for (size_t j = 0; j < 4; ++j)
        whole += nibbleSum(block.nibbles.data(), row, j, x.values);
    return addScaledBlock(whole, halfToFloat(block.scales[row]), halfToFloat(block.minimums[row]), x, sum);
}

/// Sum of the chosen numbers times the activations over a block.
int32_t chosenSum(const uint8_t *vectors, size_t row, const int8_t *values)
{
    int32_t sum = 0;
    for (size_t j = 0; j < 4; ++j) {
        for (size_t i = 0; i < 4; ++i) {
            const uint8_t byte = vectors[128 * j + laneAt(row) + i];
            sum += kIq4Values[byte & 15] * values[8 * j + i] + kIq4Values[byte >> 4] * values[8 * j + 4 + i];
        }
    }
    return sum;
}

float accumulate(const PackedIQ4_NL &block, size_t row, const RowBlock &x, float sum)
{
    const int32_t whole = chosenSum(block.nibbles.data(), row, x.values);
    return std::fma(float(whole), halfToFloat(block.scales[row]) * x.scale, sum);
}

float accumulate(const PackedIQ4_XS &super, size_t row, size_t b, const RowBlock &x, float sum)
{
    const PackedIQ4_XS::Block &block = super.blocks[b];
    const int32_t whole = chosenSum(block.nibbles.data(), row, x.values);
    const float scale = halfToFloat(super.scales[row]) * float(block.scales[row]);
    return std::fma(float(whole), scale * x.scale, sum);
}

float accumulate(const PackedQ4_K &super, size_t row, size_t b, const RowBlock &x, float sum)
{
    const PackedQ4_K::Block &block = super.blocks[b];
    int32_t whole = 0;
    for (size_t j = 0; j < 4; ++j)
        whole += nibbleSum(block.nibbles.data(), row, j, x.values);
    return addScaledBlock(whole, halfToFloat(super.scales[row]) * float(block.scales[row]),
        halfToFloat(super.minimums[row]) * float(block.minimums[row]), x, sum);
}

float accumulate(const PackedQ5_K &super, size_t row, size_t b, const RowBlock &x, float sum)
{
    const PackedQ5_K::Block &block = super.blocks[b];
    int32_t whole = 0;
    for (size_t j = 0; j < 4; ++j) {
        whole += nibbleSum(block.nibbles.data(), row, j, x.values);
        for (size_t i = 0; i < 4; ++i) {
            const int bits = block.highBits[laneAt(row) + i] >> (2 * j);
            whole += 16 * ((bits & 1) * x.values[8 * j + i] + (bits >> 1 & 1) * x.values[8 * j + 4 + i]);
        }
    }
    return addScaledBlock(whole, halfToFloat(super.scales[row]) * float(block.scales[row]),
        halfToFloat(super.minimums[row]) * float(block.minimums[row]), x, sum);
}

float accumulate(const PackedQ6_K &super, size_t row, size_t b, const RowBlock &x, float sum)
{
    const PackedQ6_K::Block &block = super.blocks[b];
    float part = 0.0F;
    for (size_t h = 0; h < 2; ++h) {
        const PackedQ6_K::Half &half = block.halves[h];
        int32_t whole = x.starts.sixBitHalves[h];
        for (size_t jj = 0; jj < 2; ++jj) {
            whole += nibbleSum(half.nibbles.data(), row, jj, x.values + 16 * h);
            for (size_t i = 0; i < 4; ++i) {
                const int bits = half.highBits[laneAt(row) + i] >> (4 * jj);
                const int8_t *values = x.values + 16 * h + 8 * jj;
                whole += 16 * ((bits & 3) * values[i] + (bits >> 2 & 3) * values[4 + i]);
            }
        }
        const float scale = halfToFloat(super.scales[row]) * float(block.scales[h][row]);
        part = h == 0 ? float(whole) * scale : std::fma(float(whole), scale, part);
    }
    return std::fma(part, x.scale, sum);
}

/// Types whose packed unit is one block of 32 inputs.
template <typename Block>
void multiplyBlocks(const std::byte *group, const RowTile &tile, float *out, int64_t outStride)
{
    float sums[kTileRows][kGroupRows] = {};
    for (int64_t b = 0; b < tile.blocks; ++b) {
        Block block;
        std::memcpy(&block, group + b * int64_t(sizeof(Block)), sizeof block);
        for (int m = 0; m < tile.rows; ++m)
            for (size_t row = 0; row < size_t(kGroupRows); ++row)
                sums[m][row] = accumulate(block, row, rowBlock(tile, b, m), sums[m][row]);
    }
    for (int m = 0; m < tile.rows; ++m)
        std::memcpy(out + m * outStride, sums[m], sizeof sums[m]);
}

/// Types whose packed unit is eight blocks.
template <typename Super>
void multiplySupers(const std::byte *group, const RowTile &tile, float *out, int64_t outStride)
{
    float sums[kTileRows][kGroupRows] = {};
    for (int64_t s = 0; s < tile.blocks / 8; ++s) {
        Super super;
        std::memcpy(&super, group + s * int64_t(sizeof(Super)), sizeof super);
        for (size_t b = 0; b < 8; ++b)
            for (int m = 0; m < tile.rows; ++m)
                for (size_t row = 0; row < size_t(kGroupRows); ++row)
                    sums[m][row] =
                        accumulate(super, row, b, rowBlock(tile, s * 8 + int64_t(b), m), sums[m][row]);
    }
    for (int m = 0; m < tile.rows; ++m)
        std::memcpy(out + m * outStride, sums[m], sizeof sums[m]);
}

} // namespace

const PackedKernels kScalarKernels = {
    .isa = Isa::Generic,
    .tileRows = kTileRows,
    .q4_0 = multiplyBlocks<PackedQ4_0>,
    .q4_1 = multiplyBlocks<PackedQ4_1>,
    .q8_0 = multiplyBlocks<PackedQ8_0>,
    .q4_k = multiplySupers<PackedQ4_K>,
    .q5_k = multiplySupers<PackedQ5_K>,
    .q6_k = multiplySupers<PackedQ6_K>,
    .iq4_nl = multiplyBlocks<PackedIQ4_NL>,
    .iq4_xs = multiplySupers<PackedIQ4_XS>,
};

} // namespace alcove::inference
