#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace alcove::inference {

/// How the numbers of a tensor are stored; the values are GGUF's own type ids (spec 7.7).
enum class BlockType : uint32_t {
    F32 = 0,
    F16 = 1,
    Q4_0 = 2,
    Q4_1 = 3,
    Q5_0 = 6,
    Q5_1 = 7,
    Q8_0 = 8,
    Q2_K = 10,
    Q3_K = 11,
    Q4_K = 12,
    Q5_K = 13,
    Q6_K = 14,
    IQ4_NL = 20,
    IQ4_XS = 23,
    I32 = 26, ///< only lists of token ids, as ordered embeddings have (spec 5.6)
    I64 = 27,
    BF16 = 30,
    MXFP4 = 39,
};

struct BlockLayout {
    std::string_view name;  ///< "Q4_0"
    int64_t valuesPerBlock; ///< 1 for the float types
    int64_t bytesPerBlock;
};

/// The layout of a type; nothing for an id that the engine does not read.
std::optional<BlockLayout> blockLayout(uint32_t ggufTypeId);
BlockLayout blockLayout(BlockType type);

/// The name of any GGUF type id, also of those that are refused ("IQ2_XS"); empty if unknown.
std::string_view ggufTypeName(uint32_t ggufTypeId);

/// Bytes of one row of `columns` values, a multiple of the block's values.
int64_t rowBytes(BlockType type, int64_t columns);

/// Writes the exact values of whole blocks: blocks.size() / bytesPerBlock * valuesPerBlock of them.
/// Thread-safe, allocates nothing. Exact to the bit against spec 7.7.
void dequantize(BlockType type, std::span<const std::byte> blocks, std::span<float> values);

/// IEEE half and bfloat16 as stored, to float.
float halfToFloat(uint16_t bits);
float bfloat16ToFloat(uint16_t bits);

/// Rounds to nearest, ties to even.
uint16_t floatToBfloat16(float value);
uint16_t floatToHalf(float value);

} // namespace alcove::inference
