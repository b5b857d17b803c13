#include "inference/formats/block_types.h"

#include <bit>

namespace alcove::inference {

namespace {

constexpr uint32_t kSignBit = 0x8000'0000U;
constexpr uint32_t kFloatInfinity = 0x7F80'0000U;
constexpr uint32_t kQuietBit = 0x0040'0000U;

} // namespace

float halfToFloat(uint16_t bits)
{
    const uint32_t sign = uint32_t(bits & 0x8000U) << 16;
    const uint32_t exponent = (bits >> 10) & 0x1FU;
    const uint32_t fraction = bits & 0x3FFU;
    if (exponent == 0) {
        // Subnormal: a whole number of 2^-24, which a float holds exactly.
        const float magnitude = float(fraction) * 0x1p-24F;
        return std::bit_cast<float>(std::bit_cast<uint32_t>(magnitude) | sign);
    }
    const uint32_t widened = exponent == 0x1F ? kFloatInfinity : (exponent + (127 - 15)) << 23;
    return std::bit_cast<float>(sign | widened | fraction << 13);
}

float bfloat16ToFloat(uint16_t bits)
{
    return std::bit_cast<float>(uint32_t(bits) << 16);
}

uint16_t floatToBfloat16(float value)
{
    const auto bits = std::bit_cast<uint32_t>(value);
    if ((bits & ~kSignBit) > kFloatInfinity)
        return uint16_t((bits | kQuietBit) >> 16); // rounding could carry a NaN into infinity
    const uint32_t tiesToEven = 0x7FFFU + ((bits >> 16) & 1U);
    return uint16_t((bits + tiesToEven) >> 16);
}

uint16_t floatToHalf(float value)
{
    const auto bits = std::bit_cast<uint32_t>(value);
    const auto sign = uint16_t((bits & kSignBit) >> 16);
    const uint32_t magnitude = bits & ~kSignBit;
    if (magnitude > kFloatInfinity)
        return uint16_t(sign | 0x7E00U | (magnitude >> 13 & 0x3FFU));
    if (magnitude >= std::bit_cast<uint32_t>(65520.0F)) // halfway from the largest half to 65536
        return uint16_t(sign | 0x7C00U);
    if (magnitude < std::bit_cast<uint32_t>(0x1p-14F)) {
        // Below the normal halves: adding 0.5 leaves whole multiples of 2^-24, rounded by the addition.
        const float shifted = std::bit_cast<float>(magnitude) + 0.5F;
        return uint16_t(sign | (std::bit_cast<uint32_t>(shifted) - std::bit_cast<uint32_t>(0.5F)));
    }
    const uint32_t tiesToEven = 0xFFFU + ((magnitude >> 13) & 1U);
    return uint16_t(sign | ((magnitude + tiesToEven - (uint32_t(127 - 15) << 23)) >> 13));
}

} // namespace alcove::inference
