#include "inference/compute/packed_product.h"

#include <bit>
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

/// The last steps of a block with scale and minimum (Q4_1, Q5_1, Q4_K, Q5_K).
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

/// Sum of 16 * fifth bit * activation over a block.
int32_t fifthBitSum(const std::array<uint8_t, 128> &highBits, size_t row, const int8_t *values)
{
    int32_t sum = 0;
    for (size_t k = 0; k < 32; ++k)
        sum += (highBits[laneAt(row) + k % 4] >> (2 * (k / 8) + k / 4 % 2) & 1) * values[k];
    return 16 * sum;
}

float accumulate(const PackedQ5_1 &block, size_t row, const RowBlock &x, float sum)
{
    int32_t whole = fifthBitSum(block.highBits, row, x.values);
    for (size_t j = 0; j < 4; ++j)
        whole += nibbleSum(block.nibbles.data(), row, j, x.values);
    return addScaledBlock(whole, halfToFloat(block.scales[row]), halfToFloat(block.minimums[row]), x, sum);
}

/// Sum of the chosen numbers times the activations over a block.
int32_t chosenSum(
    const std::array<int8_t, 16> &numbers, const uint8_t *vectors, size_t row, const int8_t *values)
{
    int32_t sum = 0;
    for (size_t j = 0; j < 4; ++j) {
        for (size_t i = 0; i < 4; ++i) {
            const uint8_t byte = vectors[128 * j + laneAt(row) + i];
            sum += numbers[byte & 15] * values[8 * j + i] + numbers[byte >> 4] * values[8 * j + 4 + i];
        }
    }
    return sum;
}

float accumulate(const PackedIQ4_NL &block, size_t row, const RowBlock &x, float sum)
{
    const int32_t whole = chosenSum(kIq4Values, block.nibbles.data(), row, x.values);
    return std::fma(float(whole), halfToFloat(block.scales[row]) * x.scale, sum);
}

float accumulate(const PackedMXFP4 &block, size_t row, const RowBlock &x, float sum)
{
    const int32_t whole = chosenSum(kMxfp4Values, block.nibbles.data(), row, x.values);
    const float scale = 0.5F * std::bit_cast<float>(uint32_t(block.exponents[row]) << 23);
    return std::fma(float(whole), scale * x.scale, sum);
}

float accumulate(const PackedIQ4_XS &super, size_t row, size_t b, const RowBlock &x, float sum)
{
    const PackedIQ4_XS::Block &block = super.blocks[b];
    const int32_t whole = chosenSum(kIq4Values, block.nibbles.data(), row, x.values);
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
    int32_t whole = fifthBitSum(block.highBits, row, x.values);
    for (size_t j = 0; j < 4; ++j)
        whole += nibbleSum(block.nibbles.data(), row, j, x.values);
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

/// Two bits of input k, 0..31.
int twoBits(const std::array<uint8_t, 256> &bits, size_t row, size_t k)
{
    return bits[128 * (k / 16) + laneAt(row) + k % 4] >> (2 * (k / 4 % 4)) & 3;
}

float accumulate(const PackedQ2_K &super, size_t row, size_t b, const RowBlock &x, float sum)
{
    const PackedQ2_K::Block &block = super.blocks[b];
    float part = 0.0F;
    for (size_t h = 0; h < 2; ++h) {
        int32_t whole = 0;
        for (size_t k = 16 * h; k < 16 * h + 16; ++k)
            whole += twoBits(block.bits, row, k) * x.values[k];
        const float scale = halfToFloat(super.scales[row]) * float(block.scales[h][row]);
        const float minimum = halfToFloat(super.minimums[row]) * float(block.minimums[h][row]);
        part = h == 0 ? float(whole) * scale : std::fma(float(whole), scale, part);
        part = std::fma(float(x.starts.sixBitHalves[h]), minimum * 0.03125F, part);
    }
    return std::fma(part, x.scale, sum);
}

float accumulate(const PackedQ3_K &super, size_t row, size_t b, const RowBlock &x, float sum)
{
    const PackedQ3_K::Block &block = super.blocks[b];
    float part = 0.0F;
    for (size_t h = 0; h < 2; ++h) {
        int32_t whole = 0;
        for (size_t k = 16 * h; k < 16 * h + 16; ++k) {
            const int high = block.highBits[laneAt(row) + k % 4] >> k / 4 & 1;
            whole += (twoBits(block.bits, row, k) + 4 * high - 4) * x.values[k];
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
    .kernels = {{{BlockType::Q4_0, multiplyBlocks<PackedQ4_0>}, {BlockType::Q4_1, multiplyBlocks<PackedQ4_1>},
        {BlockType::Q5_0, multiplyBlocks<PackedQ5_1>}, {BlockType::Q5_1, multiplyBlocks<PackedQ5_1>},
        {BlockType::Q8_0, multiplyBlocks<PackedQ8_0>}, {BlockType::Q2_K, multiplySupers<PackedQ2_K>},
        {BlockType::Q3_K, multiplySupers<PackedQ3_K>}, {BlockType::Q4_K, multiplySupers<PackedQ4_K>},
        {BlockType::Q5_K, multiplySupers<PackedQ5_K>}, {BlockType::Q6_K, multiplySupers<PackedQ6_K>},
        {BlockType::IQ4_NL, multiplyBlocks<PackedIQ4_NL>}, {BlockType::IQ4_XS, multiplySupers<PackedIQ4_XS>},
        {BlockType::MXFP4, multiplyBlocks<PackedMXFP4>}}},
};

} // namespace alcove::inference
