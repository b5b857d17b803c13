#include "inference/compute/packed_layout.h"

#include <algorithm>
#include <cassert>
#include <cstring>

namespace alcove::inference {

namespace {

/// Where the four inputs 4q..4q+3 of a row begin in a vector pair [half][lane][4].
size_t laneAt(size_t row)
{
    return row / 16 * 64 + row % 16 * 4;
}

uint8_t byteAt(const std::byte *bytes, size_t index)
{
    return uint8_t(bytes[index]);
}

uint16_t halfAt(const std::byte *bytes)
{
    uint16_t half = 0;
    std::memcpy(&half, bytes, sizeof half);
    return half;
}

/// Puts the 32 numbers of 0..15 of one row into the nibble vectors.
template <typename Nibble>
void putNibbles(uint8_t *vectors, size_t row, Nibble nibble)
{
    for (size_t j = 0; j < 4; ++j)
        for (size_t i = 0; i < 4; ++i)
            vectors[128 * j + laneAt(row) + i] = uint8_t(nibble(8 * j + i) | nibble(8 * j + 4 + i) << 4);
}

/// Number k of the 32 in 16 bytes that hold the first half in their low nibbles.
int splitNibble(const std::byte *nibbles, size_t k)
{
    return k < 16 ? byteAt(nibbles, k) & 15 : byteAt(nibbles, k - 16) >> 4;
}

void packRow(PackedQ4_0 &block, size_t row, const std::byte *source)
{
    block.scales[row] = halfAt(source);
    putNibbles(block.nibbles.data(), row, [&](size_t k) { return splitNibble(source + 2, k); });
}

void packRow(PackedQ4_1 &block, size_t row, const std::byte *source)
{
    block.scales[row] = halfAt(source);
    block.minimums[row] = uint16_t(halfAt(source + 2) ^ 0x8000U);
    putNibbles(block.nibbles.data(), row, [&](size_t k) { return splitNibble(source + 4, k); });
}

/// Puts bit `high` of input k of a row into a [half][lane][4] vector pair of fifth bits.
void putHighBit(std::array<uint8_t, 128> &bits, size_t row, size_t k, unsigned high)
{
    uint8_t &byte = bits[laneAt(row) + k % 4];
    byte = uint8_t(byte | high << (2 * (k / 8) + k / 4 % 2));
}

/// The numbers of Q5_0 and Q5_1: four bytes of fifth bits, then the nibbles.
void packFiveBits(PackedQ5_1 &block, size_t row, const std::byte *fifths)
{
    putNibbles(block.nibbles.data(), row, [&](size_t k) { return splitNibble(fifths + 4, k); });
    for (size_t k = 0; k < 32; ++k)
        putHighBit(block.highBits, row, k, unsigned(byteAt(fifths, k / 8)) >> k % 8 & 1U);
}

void packRow(PackedQ5_0 &block, size_t row, const std::byte *source)
{
    block.scales[row] = halfAt(source);
    block.minimums[row] = floatToHalf(16.0F * halfToFloat(block.scales[row]));
    packFiveBits(block, row, source + 2);
}

void packRow(PackedQ5_1 &block, size_t row, const std::byte *source)
{
    block.scales[row] = halfAt(source);
    block.minimums[row] = uint16_t(halfAt(source + 2) ^ 0x8000U);
    packFiveBits(block, row, source + 4);
}

void packRow(PackedMXFP4 &block, size_t row, const std::byte *source)
{
    block.exponents[row] = byteAt(source, 0);
    putNibbles(block.nibbles.data(), row, [&](size_t k) { return splitNibble(source + 1, k); });
}

void packRow(PackedIQ4_NL &block, size_t row, const std::byte *source)
{
    block.scales[row] = halfAt(source);
    putNibbles(block.nibbles.data(), row, [&](size_t k) { return splitNibble(source + 2, k); });
}

void packRow(PackedIQ4_XS &super, size_t row, const std::byte *source)
{
    super.scales[row] = halfAt(source);
    const unsigned highScales = halfAt(source + 2);
    for (size_t b = 0; b < 8; ++b) {
        const unsigned low = unsigned(byteAt(source + 4, b / 2)) >> (4 * (b % 2)) & 15U;
        super.blocks[b].scales[row] = int8_t(int(low | (highScales >> (2 * b) & 3U) << 4) - 32);
        putNibbles(super.blocks[b].nibbles.data(), row,
            [&](size_t k) { return splitNibble(source + 8 + 16 * b, k); });
    }
}

void packRow(PackedQ8_0 &block, size_t row, const std::byte *source)
{
    block.scales[row] = halfAt(source);
    for (size_t k = 0; k < 32; ++k)
        block.values[128 * (k / 4) + laneAt(row) + k % 4] = int8_t(byteAt(source, 2 + k));
}

/// Two bits of input k of a K block: each half of 128 has 32 bytes that hold four quarters.
int twoBits(const std::byte *bits, size_t k)
{
    return byteAt(bits, k / 128 * 32 + k % 32) >> (k % 128 / 32 * 2) & 3;
}

/// Puts the two bits of the 32 inputs of sub-block b into the vectors of a packed block.
void putTwoBits(std::array<uint8_t, 256> &vectors, size_t row, const std::byte *bits, size_t b)
{
    for (size_t k = 0; k < 32; ++k) {
        uint8_t &byte = vectors[128 * (k / 16) + laneAt(row) + k % 4];
        byte = uint8_t(byte | twoBits(bits, 32 * b + k) << (2 * (k / 4 % 4)));
    }
}

void packRow(PackedQ2_K &super, size_t row, const std::byte *source)
{
    super.scales[row] = halfAt(source + 80);
    super.minimums[row] = halfAt(source + 82);
    for (size_t b = 0; b < 8; ++b) {
        PackedQ2_K::Block &block = super.blocks[b];
        for (size_t h = 0; h < 2; ++h) {
            block.scales[h][row] = byteAt(source, 2 * b + h) & 15;
            block.minimums[h][row] = byteAt(source, 2 * b + h) >> 4;
        }
        putTwoBits(block.bits, row, source + 16, b);
    }
}

/// The scale of 16 inputs of a Q3_K block, -32..31 (spec 7.7).
int8_t threeBitScale(const std::byte *scales, size_t sixteen)
{
    const int low = sixteen < 8 ? byteAt(scales, sixteen) & 15 : byteAt(scales, sixteen - 8) >> 4;
    const int high = byteAt(scales, 8 + sixteen % 4) >> (sixteen / 4 * 2) & 3;
    return int8_t((low | high << 4) - 32);
}

void packRow(PackedQ3_K &super, size_t row, const std::byte *source)
{
    super.scales[row] = halfAt(source + 108);
    for (size_t b = 0; b < 8; ++b) {
        PackedQ3_K::Block &block = super.blocks[b];
        for (size_t h = 0; h < 2; ++h)
            block.scales[h][row] = threeBitScale(source + 96, 2 * b + h);
        putTwoBits(block.bits, row, source + 32, b);
        for (size_t k = 0; k < 32; ++k) {
            uint8_t &bits = block.highBits[laneAt(row) + k % 4];
            bits = uint8_t(bits | (byteAt(source, k) >> b & 1) << k / 4);
        }
    }
}

/// Scale and minimum of sub-block b of a Q4_K or Q5_K block (spec 7.7).
void readScaleAndMinimum(const std::byte *scales, size_t b, uint8_t &scale, uint8_t &minimum)
{
    if (b < 4) {
        scale = byteAt(scales, b) & 63;
        minimum = byteAt(scales, b + 4) & 63;
        return;
    }
    scale = uint8_t((byteAt(scales, b + 4) & 15) | (byteAt(scales, b - 4) >> 6) << 4);
    minimum = uint8_t(byteAt(scales, b + 4) >> 4 | (byteAt(scales, b) >> 6) << 4);
}

/// Nibble k of sub-block b where pairs of sub-blocks share their bytes (Q4_K, Q5_K).
int pairedNibble(const std::byte *nibbles, size_t b, size_t k)
{
    const uint8_t byte = byteAt(nibbles, b / 2 * 32 + k);
    return b % 2 == 0 ? byte & 15 : byte >> 4;
}

void packRow(PackedQ4_K &super, size_t row, const std::byte *source)
{
    super.scales[row] = halfAt(source);
    super.minimums[row] = halfAt(source + 2);
    for (size_t b = 0; b < 8; ++b) {
        PackedQ4_K::Block &block = super.blocks[b];
        readScaleAndMinimum(source + 4, b, block.scales[row], block.minimums[row]);
        putNibbles(block.nibbles.data(), row, [&](size_t k) { return pairedNibble(source + 16, b, k); });
    }
}

void packRow(PackedQ5_K &super, size_t row, const std::byte *source)
{
    super.scales[row] = halfAt(source);
    super.minimums[row] = halfAt(source + 2);
    for (size_t b = 0; b < 8; ++b) {
        PackedQ5_K::Block &block = super.blocks[b];
        readScaleAndMinimum(source + 4, b, block.scales[row], block.minimums[row]);
        putNibbles(block.nibbles.data(), row, [&](size_t k) { return pairedNibble(source + 48, b, k); });
        for (size_t k = 0; k < 32; ++k)
            putHighBit(block.highBits, row, k, unsigned(byteAt(source + 16, k)) >> b & 1U);
    }
}

void packRow(PackedQ6_K &super, size_t row, const std::byte *source)
{
    const auto value = [&](size_t k) { // 0..63
        const size_t half = k / 128;
        const size_t part = k % 128 / 32;
        const size_t l = k % 32;
        const uint8_t low = byteAt(source, 64 * half + 32 * (part & 1) + l);
        const int high = byteAt(source, 128 + 32 * half + l) >> (2 * part) & 3;
        return (part < 2 ? low & 15 : low >> 4) | high << 4;
    };
    super.scales[row] = halfAt(source + 208);
    for (size_t b = 0; b < 8; ++b) {
        PackedQ6_K::Block &block = super.blocks[b];
        for (size_t h = 0; h < 2; ++h) {
            block.scales[h][row] = int8_t(byteAt(source, 192 + 2 * b + h));
            PackedQ6_K::Half &half = block.halves[h];
            for (size_t jj = 0; jj < 2; ++jj) {
                for (size_t i = 0; i < 4; ++i) {
                    const size_t input = 32 * b + 8 * (2 * h + jj) + i;
                    const int low = value(input);
                    const int high = value(input + 4);
                    half.nibbles[128 * jj + laneAt(row) + i] = uint8_t((low & 15) | (high & 15) << 4);
                    uint8_t &bits = half.highBits[laneAt(row) + i];
                    bits = uint8_t(bits | (low >> 4 | high >> 4 << 2) << (4 * jj));
                }
            }
        }
    }
}

template <typename Block>
void packGroup(const WeightMatrix &weights, int64_t group, std::byte *out)
{
    const int64_t blocks = weights.columns / blockLayout(weights.type).valuesPerBlock;
    const int64_t blockBytes = blockLayout(weights.type).bytesPerBlock;
    const int64_t rows = std::min(kGroupRows, weights.rows - group * kGroupRows);
    std::memset(out, 0, size_t(blocks) * sizeof(Block));
    for (int64_t b = 0; b < blocks; ++b) {
        // Packed blocks have no alignment of their own in a mapped file; all their members are bytes
        // or halves that are written through memcpy'd arrays of this local copy.
        Block block{};
        for (int64_t row = 0; row < rows; ++row) {
            const std::byte *source =
                weights.data + (group * kGroupRows + row) * weights.bytesPerRow() + b * blockBytes;
            packRow(block, size_t(row), source);
        }
        std::memcpy(out + b * int64_t(sizeof(Block)), &block, sizeof block);
    }
}

/// How a type is packed.
struct Form {
    BlockType type;
    int64_t unitBytes; ///< of 32 rows and as many inputs as a block of the type has
    void (*packGroup)(const WeightMatrix &weights, int64_t group, std::byte *out);
};

template <typename Unit>
constexpr Form form(BlockType type)
{
    return {.type = type, .unitBytes = sizeof(Unit), .packGroup = packGroup<Unit>};
}

constexpr std::array kForms = {form<PackedQ4_0>(BlockType::Q4_0), form<PackedQ4_1>(BlockType::Q4_1),
    form<PackedQ5_0>(BlockType::Q5_0), form<PackedQ5_1>(BlockType::Q5_1), form<PackedQ8_0>(BlockType::Q8_0),
    form<PackedQ2_K>(BlockType::Q2_K), form<PackedQ3_K>(BlockType::Q3_K), form<PackedQ4_K>(BlockType::Q4_K),
    form<PackedQ5_K>(BlockType::Q5_K), form<PackedQ6_K>(BlockType::Q6_K),
    form<PackedIQ4_NL>(BlockType::IQ4_NL), form<PackedIQ4_XS>(BlockType::IQ4_XS),
    form<PackedMXFP4>(BlockType::MXFP4)};

constexpr auto kTypes = [] {
    std::array<BlockType, kForms.size()> types{};
    std::ranges::transform(kForms, types.begin(), &Form::type);
    return types;
}();

const Form *formOf(BlockType type)
{
    const auto *const found = std::ranges::find(kForms, type, &Form::type);
    return found == kForms.end() ? nullptr : found;
}

} // namespace

std::span<const BlockType> packableTypes()
{
    return kTypes;
}

bool isPackable(BlockType type, int64_t columns)
{
    return formOf(type) && columns % blockLayout(type).valuesPerBlock == 0;
}

int64_t packedGroupBytes(BlockType type, int64_t columns)
{
    const Form *form = formOf(type);
    return form ? columns / blockLayout(type).valuesPerBlock * form->unitBytes : 0;
}

int64_t packedBytes(BlockType type, int64_t rows, int64_t columns)
{
    return (rows + kGroupRows - 1) / kGroupRows * packedGroupBytes(type, columns);
}

void packGroups(const WeightMatrix &weights, int64_t firstGroup, int64_t lastGroup, std::span<std::byte> out)
{
    const Form *form = formOf(weights.type);
    assert(form);
    const int64_t groupBytes = packedGroupBytes(weights.type, weights.columns);
    for (int64_t group = firstGroup; group < lastGroup; ++group)
        form->packGroup(weights, group, out.data() + (group - firstGroup) * groupBytes);
}

} // namespace alcove::inference
