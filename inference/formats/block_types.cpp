#include "inference/formats/block_types.h"

#include <algorithm>
#include <array>
#include <cassert>

namespace alcove::inference {

namespace {

struct KnownType {
    BlockType type;
    BlockLayout layout;
};

// Spec 7.7.
constexpr std::array kKnownTypes = {
    KnownType{BlockType::F32, {"F32", 1, 4}},
    KnownType{BlockType::F16, {"F16", 1, 2}},
    KnownType{BlockType::BF16, {"BF16", 1, 2}},
    KnownType{BlockType::Q4_0, {"Q4_0", 32, 18}},
    KnownType{BlockType::Q4_1, {"Q4_1", 32, 20}},
    KnownType{BlockType::Q5_0, {"Q5_0", 32, 22}},
    KnownType{BlockType::Q5_1, {"Q5_1", 32, 24}},
    KnownType{BlockType::Q8_0, {"Q8_0", 32, 34}},
    KnownType{BlockType::Q2_K, {"Q2_K", 256, 84}},
    KnownType{BlockType::Q3_K, {"Q3_K", 256, 110}},
    KnownType{BlockType::Q4_K, {"Q4_K", 256, 144}},
    KnownType{BlockType::Q5_K, {"Q5_K", 256, 176}},
    KnownType{BlockType::Q6_K, {"Q6_K", 256, 210}},
    KnownType{BlockType::IQ4_NL, {"IQ4_NL", 32, 18}},
    KnownType{BlockType::IQ4_XS, {"IQ4_XS", 256, 136}},
    KnownType{BlockType::MXFP4, {"MXFP4", 32, 17}},
    KnownType{BlockType::I32, {"I32", 1, 4}},
    KnownType{BlockType::I64, {"I64", 1, 8}},
};

// By id, as ggml numbers them; 4, 5, 31-33 and 36-38 were given up and may still occur in old files.
constexpr std::array<std::string_view, 43> kTypeNames = {"F32", "F16", "Q4_0", "Q4_1", "Q4_2", "Q4_3", "Q5_0",
    "Q5_1", "Q8_0", "Q8_1", "Q2_K", "Q3_K", "Q4_K", "Q5_K", "Q6_K", "Q8_K", "IQ2_XXS", "IQ2_XS", "IQ3_XXS",
    "IQ1_S", "IQ4_NL", "IQ3_S", "IQ2_S", "IQ4_XS", "I8", "I16", "I32", "I64", "F64", "IQ1_M", "BF16",
    "Q4_0_4_4", "Q4_0_4_8", "Q4_0_8_8", "TQ1_0", "TQ2_0", "IQ4_NL_4_4", "IQ4_NL_4_8", "IQ4_NL_8_8", "MXFP4",
    "NVFP4", "Q1_0", "Q2_0"};

} // namespace

std::optional<BlockLayout> blockLayout(uint32_t ggufTypeId)
{
    const auto known = std::ranges::find(kKnownTypes, BlockType(ggufTypeId), &KnownType::type);
    if (known == kKnownTypes.end())
        return std::nullopt;
    return known->layout;
}

BlockLayout blockLayout(BlockType type)
{
    const auto layout = blockLayout(uint32_t(type));
    assert(layout);
    return *layout;
}

std::string_view ggufTypeName(uint32_t ggufTypeId)
{
    return ggufTypeId < kTypeNames.size() ? kTypeNames[ggufTypeId] : std::string_view{};
}

int64_t rowBytes(BlockType type, int64_t columns)
{
    const BlockLayout layout = blockLayout(type);
    assert(columns % layout.valuesPerBlock == 0);
    return columns / layout.valuesPerBlock * layout.bytesPerBlock;
}

} // namespace alcove::inference
