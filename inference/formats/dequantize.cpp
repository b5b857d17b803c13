#include "inference/formats/block_types.h"

#include <array>
#include <bit>
#include <cassert>
#include <cmath>
#include <cstring>

// The arithmetic is llama.cpp's to the last bit (spec 7.7, golden quant.json); this file is compiled
// without fused multiply-add, which would round d·q + m once instead of twice.

namespace alcove::inference {

namespace {

using Bytes = const uint8_t *;
using DecodeBlock = void (*)(Bytes block, float *values);

void decodeF32(Bytes block, float *values);
void decodeF16(Bytes block, float *values);
void decodeBf16(Bytes block, float *values);
void decodeQ40(Bytes block, float *values);
void decodeQ41(Bytes block, float *values);
void decodeQ50(Bytes block, float *values);
void decodeQ51(Bytes block, float *values);
void decodeQ80(Bytes block, float *values);
void decodeQ2K(Bytes block, float *values);
void decodeQ3K(Bytes block, float *values);
void decodeQ4K(Bytes block, float *values);
void decodeQ5K(Bytes block, float *values);
void decodeQ6K(Bytes block, float *values);
void decodeIq4Nl(Bytes block, float *values);
void decodeIq4Xs(Bytes block, float *values);
void decodeMxfp4(Bytes block, float *values);
void decodeI32(Bytes block, float *values);
void decodeI64(Bytes block, float *values);

DecodeBlock decoderOf(BlockType type)
{
    switch (type) {
    case BlockType::F32:
        return decodeF32;
    case BlockType::F16:
        return decodeF16;
    case BlockType::BF16:
        return decodeBf16;
    case BlockType::Q4_0:
        return decodeQ40;
    case BlockType::Q4_1:
        return decodeQ41;
    case BlockType::Q5_0:
        return decodeQ50;
    case BlockType::Q5_1:
        return decodeQ51;
    case BlockType::Q8_0:
        return decodeQ80;
    case BlockType::Q2_K:
        return decodeQ2K;
    case BlockType::Q3_K:
        return decodeQ3K;
    case BlockType::Q4_K:
        return decodeQ4K;
    case BlockType::Q5_K:
        return decodeQ5K;
    case BlockType::Q6_K:
        return decodeQ6K;
    case BlockType::IQ4_NL:
        return decodeIq4Nl;
    case BlockType::IQ4_XS:
        return decodeIq4Xs;
    case BlockType::MXFP4:
        return decodeMxfp4;
    case BlockType::I32:
        return decodeI32;
    case BlockType::I64:
        return decodeI64;
    }
    return nullptr;
}

} // namespace

void dequantize(BlockType type, std::span<const std::byte> blocks, std::span<float> values)
{
    const BlockLayout layout = blockLayout(type);
    const size_t count = blocks.size() / size_t(layout.bytesPerBlock);
    assert(blocks.size() % size_t(layout.bytesPerBlock) == 0);
    assert(values.size() == count * size_t(layout.valuesPerBlock));
    const DecodeBlock decode = decoderOf(type);
    const auto *block = reinterpret_cast<Bytes>(blocks.data());
    float *out = values.data();
    for (size_t i = 0; i < count; ++i, block += layout.bytesPerBlock, out += layout.valuesPerBlock)
        decode(block, out);
}

namespace {

constexpr int kSmallBlock = 32;  ///< values of a Q4_0-like block
constexpr int kLargeBlock = 256; ///< values of a K block

constexpr std::array<float, 16> kIq4Values = {
    -127, -104, -83, -65, -49, -35, -22, -10, 1, 13, 25, 38, 53, 69, 89, 113};
constexpr std::array<float, 16> kMxfp4Values = {0, 1, 2, 3, 4, 6, 8, 12, 0, -1, -2, -3, -4, -6, -8, -12};

uint16_t word(Bytes at)
{
    return uint16_t(at[0] | at[1] << 8);
}

uint32_t doubleWord(Bytes at)
{
    return uint32_t(word(at)) | uint32_t(word(at + 2)) << 16;
}

float half(Bytes at)
{
    return halfToFloat(word(at));
}

int low(uint8_t byte)
{
    return byte & 15;
}

int high(uint8_t byte)
{
    return byte >> 4;
}

/// Nibble i of a small block: the low halves of the 16 bytes come first, then the high ones.
int smallNibble(Bytes quants, int i)
{
    return i < 16 ? low(quants[i]) : high(quants[i - 16]);
}

void decodeF32(Bytes block, float *values)
{
    *values = std::bit_cast<float>(doubleWord(block));
}

void decodeF16(Bytes block, float *values)
{
    *values = half(block);
}

void decodeBf16(Bytes block, float *values)
{
    *values = bfloat16ToFloat(word(block));
}

void decodeQ40(Bytes block, float *values)
{
    const float d = half(block);
    for (int i = 0; i < kSmallBlock; ++i)
        values[i] = d * float(smallNibble(block + 2, i) - 8);
}

void decodeQ41(Bytes block, float *values)
{
    const float d = half(block);
    const float m = half(block + 2);
    for (int i = 0; i < kSmallBlock; ++i)
        values[i] = d * float(smallNibble(block + 4, i)) + m;
}

/// Five-bit number i of a block whose high bits and nibbles start at `bits`.
int fiveBits(Bytes bits, int i)
{
    const uint32_t highBits = doubleWord(bits);
    return smallNibble(bits + 4, i) | int(highBits >> i & 1U) << 4;
}

void decodeQ50(Bytes block, float *values)
{
    const float d = half(block);
    for (int i = 0; i < kSmallBlock; ++i)
        values[i] = d * float(fiveBits(block + 2, i) - 16);
}

void decodeQ51(Bytes block, float *values)
{
    const float d = half(block);
    const float m = half(block + 2);
    for (int i = 0; i < kSmallBlock; ++i)
        values[i] = d * float(fiveBits(block + 4, i)) + m;
}

void decodeQ80(Bytes block, float *values)
{
    const float d = half(block);
    for (int i = 0; i < kSmallBlock; ++i)
        values[i] = d * float(int8_t(block[2 + i]));
}

/// Two bits of value i: each half of the block has 32 bytes that hold four quarters.
int twoBits(Bytes quants, int i)
{
    const int halfIndex = i / 128;
    const int quarter = i % 128 / 32;
    return quants[32 * halfIndex + i % 32] >> (2 * quarter) & 3;
}

void decodeQ2K(Bytes block, float *values)
{
    const Bytes scales = block;
    const float d = half(block + 80);
    const float minimum = half(block + 82);
    for (int i = 0; i < kLargeBlock; ++i) {
        const uint8_t scale = scales[i / 16];
        values[i] = d * float(low(scale)) * float(twoBits(block + 16, i)) - minimum * float(high(scale));
    }
}

/// The six-bit scale of group g (16 values) of a Q3_K block.
int q3Scale(Bytes scales, int group)
{
    const int lowBits = group < 8 ? low(scales[group]) : high(scales[group - 8]);
    const int highBits = scales[8 + group % 4] >> (2 * (group / 4)) & 3;
    return lowBits | highBits << 4;
}

void decodeQ3K(Bytes block, float *values)
{
    const Bytes highMask = block;
    const Bytes scales = block + 96;
    const float d = half(block + 108);
    for (int i = 0; i < kLargeBlock; ++i) {
        const bool highBit = (highMask[i % 32] >> (i / 32) & 1) != 0;
        const float scale = d * float(q3Scale(scales, i / 16) - 32);
        values[i] = scale * float(twoBits(block + 32, i) - (highBit ? 0 : 4));
    }
}

struct ScaleAndMinimum {
    float scale, minimum;
};

/// The six-bit pair of sub-block b (32 values) out of the 12 bytes of a Q4_K or Q5_K block.
ScaleAndMinimum packedScale(Bytes scales, int b)
{
    if (b < 4)
        return {float(scales[b] & 63), float(scales[b + 4] & 63)};
    return {float(low(scales[b + 4]) | scales[b - 4] >> 6 << 4),
        float(high(scales[b + 4]) | scales[b] >> 6 << 4)};
}

/// Nibble i of a K block: 32 bytes hold 64 values, the low halves the first 32 of them.
int largeNibble(Bytes quants, int i)
{
    const uint8_t byte = quants[32 * (i / 64) + i % 32];
    return i % 64 < 32 ? low(byte) : high(byte);
}

void decodeQ4K(Bytes block, float *values)
{
    const float d = half(block);
    const float dMinimum = half(block + 2);
    for (int i = 0; i < kLargeBlock; ++i) {
        const ScaleAndMinimum packed = packedScale(block + 4, i / 32);
        values[i] = d * packed.scale * float(largeNibble(block + 16, i)) - dMinimum * packed.minimum;
    }
}

void decodeQ5K(Bytes block, float *values)
{
    const float d = half(block);
    const float dMinimum = half(block + 2);
    const Bytes highBits = block + 16;
    for (int i = 0; i < kLargeBlock; ++i) {
        const ScaleAndMinimum packed = packedScale(block + 4, i / 32);
        const int quant = largeNibble(block + 48, i) | (highBits[i % 32] >> (i / 32) & 1) << 4;
        values[i] = d * packed.scale * float(quant) - dMinimum * packed.minimum;
    }
}

void decodeQ6K(Bytes block, float *values)
{
    const Bytes highBits = block + 128;
    const Bytes scales = block + 192;
    const float d = half(block + 208);
    for (int i = 0; i < kLargeBlock; ++i) {
        const int quarter = i % 128 / 32;
        const uint8_t byte = block[64 * (i / 128) + 32 * (quarter & 1) + i % 32];
        const int quant = (quarter < 2 ? low(byte) : high(byte)) | twoBits(highBits, i) << 4;
        values[i] = d * float(int8_t(scales[i / 16])) * float(quant - 32);
    }
}

void decodeIq4Nl(Bytes block, float *values)
{
    const float d = half(block);
    for (int i = 0; i < kSmallBlock; ++i)
        values[i] = d * kIq4Values[size_t(smallNibble(block + 2, i))];
}

void decodeIq4Xs(Bytes block, float *values)
{
    const float d = half(block);
    const uint16_t highScales = word(block + 2);
    const Bytes lowScales = block + 4;
    for (int b = 0; b < kLargeBlock / kSmallBlock; ++b) {
        const int scale = (lowScales[b / 2] >> 4 * (b % 2) & 15) | (highScales >> 2 * b & 3) << 4;
        const float step = d * float(scale - 32);
        for (int i = 0; i < kSmallBlock; ++i)
            values[kSmallBlock * b + i] = step * kIq4Values[size_t(smallNibble(block + 8 + 16 * b, i))];
    }
}

void decodeMxfp4(Bytes block, float *values)
{
    const float scale = std::ldexp(1.0F, int(block[0]) - 128);
    for (int i = 0; i < kSmallBlock; ++i)
        values[i] = scale * kMxfp4Values[size_t(smallNibble(block + 1, i))];
}

void decodeI32(Bytes block, float *values)
{
    *values = float(int32_t(doubleWord(block)));
}

void decodeI64(Bytes block, float *values)
{
    *values = float(int64_t(doubleWord(block) | uint64_t(doubleWord(block + 4)) << 32));
}

} // namespace

} // namespace alcove::inference
