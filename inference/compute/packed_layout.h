#pragma once

#include "inference/compute/weight_matrix.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace alcove::inference {

/// The order in which the kernels read quantised weights, the same for every instruction set.
///
/// 32 output rows form a group; a group holds, one after the other, its blocks of 32 inputs (or its
/// superblocks of 256), so that a product reads strictly forward. Inside a block a lane is an output
/// row: four neighbouring bytes are inputs of one row, and a vector of 32 or 64 bytes covers 8 or 16
/// rows without shuffles. Nibble vectors [j][half] (64 bytes each, j = 0..3): lane r of half h is row
/// 16 h + r, its four low nibbles are inputs 8j..8j+3 and its four high ones inputs 8j+4..8j+7.
///
/// The file's own numbers are kept bit for bit. Missing rows of the last group are zeros.
constexpr int64_t kGroupRows = 32;
constexpr int64_t kBlockInputs = 32;
constexpr int64_t kSuperInputs = 256;

struct PackedQ4_0 {
    std::array<uint16_t, 32> scales; ///< half
    std::array<uint8_t, 512> nibbles;
};

struct PackedQ4_1 {
    std::array<uint16_t, 32> scales, minimums; ///< half; minimums with their signs turned, as in K types
    std::array<uint8_t, 512> nibbles;
};

/// Nibbles are places in kIq4Values.
struct PackedIQ4_NL {
    std::array<uint16_t, 32> scales;
    std::array<uint8_t, 512> nibbles;
};

struct PackedIQ4_XS {
    struct Block {
        std::array<int8_t, 32> scales;
        std::array<uint8_t, 512> nibbles;
    };
    std::array<uint16_t, 32> scales;
    std::array<Block, 8> blocks;
};

struct PackedQ5_1 {
    std::array<uint16_t, 32> scales, minimums; ///< as in PackedQ4_1
    std::array<uint8_t, 128> highBits;         ///< as in PackedQ5_K
    std::array<uint8_t, 512> nibbles;
};

/// Numbers of -16..15 as numbers of 0..31 with a minimum of 16 scales.
struct PackedQ5_0 : PackedQ5_1 {};

/// Nibbles are places in kMxfp4Values. A scale is 2 to the power of exponent - 128; exponent 0 stands for
/// a scale of 0, not of 2^-128, which no sum of floats could tell apart.
struct PackedMXFP4 {
    std::array<uint8_t, 32> exponents;
    std::array<uint8_t, 512> nibbles;
};

struct PackedQ8_0 {
    std::array<uint16_t, 32> scales;
    std::array<int8_t, 1024> values; ///< [j = 0..7][half][lane][inputs 4j..4j+3]
};

struct PackedQ2_K {
    struct Block {
        std::array<std::array<uint8_t, 32>, 2> scales, minimums; ///< of the two halves, 16 inputs each
        std::array<uint8_t, 256> bits; ///< [half of the inputs][half][lane][i]: bits 2q, 2q+1 of input 4q+i
    };
    std::array<uint16_t, 32> scales, minimums;
    std::array<Block, 8> blocks;
};

struct PackedQ3_K {
    struct Block {
        std::array<std::array<int8_t, 32>, 2> scales; ///< of the two halves, 16 inputs each
        std::array<uint8_t, 128> highBits;            ///< [half][lane][i]: bit q of input 4q+i
        std::array<uint8_t, 256> bits;                ///< as in PackedQ2_K
    };
    std::array<uint16_t, 32> scales;
    std::array<Block, 8> blocks;
};

struct PackedQ4_K {
    struct Block {
        std::array<uint8_t, 32> scales, minimums;
        std::array<uint8_t, 512> nibbles;
    };
    std::array<uint16_t, 32> scales, minimums;
    std::array<Block, 8> blocks;
};

struct PackedQ5_K {
    struct Block {
        std::array<uint8_t, 32> scales, minimums;
        std::array<uint8_t, 128>
            highBits; ///< [half][lane][input i]: bit 2j of input 8j+i, bit 2j+1 of 8j+4+i
        std::array<uint8_t, 512> nibbles;
    };
    std::array<uint16_t, 32> scales, minimums;
    std::array<Block, 8> blocks;
};

struct PackedQ6_K {
    struct Half { ///< 16 inputs: nibble vectors j = 2i and 2i+1
        std::array<uint8_t, 128>
            highBits; ///< [half][lane][i]: bits 0-1, 2-3 for j = 2i (low, high nibble), 4-5, 6-7
        std::array<uint8_t, 256> nibbles;
    };
    struct Block {
        std::array<std::array<int8_t, 32>, 2> scales; ///< of the two halves
        std::array<Half, 2> halves;
    };
    std::array<uint16_t, 32> scales;
    std::array<Block, 8> blocks;
};

static_assert(sizeof(PackedQ4_0) == 32 * 18);
static_assert(sizeof(PackedQ4_1) == 32 * 20);
static_assert(sizeof(PackedQ8_0) == 32 * 34);
static_assert(sizeof(PackedQ6_K) == 32 * 210);

/// The numbers that IQ4 types choose from (spec 7.7), and twice those of MXFP4.
constexpr std::array<int8_t, 16> kIq4Values = {
    -127, -104, -83, -65, -49, -35, -22, -10, 1, 13, 25, 38, 53, 69, 89, 113};
constexpr std::array<int8_t, 16> kMxfp4Values = {0, 1, 2, 3, 4, 6, 8, 12, 0, -1, -2, -3, -4, -6, -8, -12};

/// All types that have a packed form, in one fixed order.
std::span<const BlockType> packableTypes();

/// Whether matrices of this type and row length have a packed form.
bool isPackable(BlockType type, int64_t columns);

/// Bytes of one group of 32 rows, and of a whole matrix.
int64_t packedGroupBytes(BlockType type, int64_t columns);
int64_t packedBytes(BlockType type, int64_t rows, int64_t columns);

/// Packs the groups [firstGroup, lastGroup) of a matrix; out begins at firstGroup. Thread-safe.
void packGroups(const WeightMatrix &weights, int64_t firstGroup, int64_t lastGroup, std::span<std::byte> out);

} // namespace alcove::inference
