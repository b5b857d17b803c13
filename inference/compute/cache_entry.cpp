#include "inference/compute/cache_entry.h"

#include "inference/compute/row_kernels.h"
#include "inference/formats/block_types.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace alcove::inference {

namespace {

void encodeInt8(std::span<const float> part, std::byte *out)
{
    float largest = 0.0F;
    for (const float value : part)
        largest = std::max(largest, std::abs(value));
    const uint16_t scale = floatToHalf(largest / 127.0F);
    std::memcpy(out, &scale, sizeof scale);
    const float stored = halfToFloat(scale);
    const float inverse = stored > 0.0F ? 1.0F / stored : 0.0F;
    for (size_t i = 0; i < part.size(); ++i) {
        const float scaled = std::clamp(std::round(part[i] * inverse), -127.0F, 127.0F);
        out[sizeof scale + i] = std::byte(int8_t(scaled));
    }
}

void decodeInt8(const std::byte *bytes, std::span<float> part)
{
    uint16_t scale = 0;
    std::memcpy(&scale, bytes, sizeof scale);
    const float factor = halfToFloat(scale);
    for (size_t i = 0; i < part.size(); ++i)
        part[i] = factor * float(int8_t(bytes[sizeof scale + i]));
}

int64_t int8PartBytes(int floats)
{
    return floats + int64_t(sizeof(uint16_t));
}

/// Numbers from..from+count-1 of an entry, all of one part.
EntryStretch stretchOf(const EntryLayout &layout, CacheType type, int from, int count)
{
    EntryStretch stretch{.count = count, .from = from};
    switch (type) {
    case CacheType::F32:
        stretch.bytesFrom = from * int64_t(sizeof(float));
        break;
    case CacheType::F16:
        stretch.bytesFrom = from * int64_t(sizeof(uint16_t));
        break;
    case CacheType::Int8: {
        const bool second = from >= layout.firstPart;
        stretch.scaleAt = second ? int8PartBytes(layout.firstPart) : 0;
        stretch.bytesFrom =
            stretch.scaleAt + int64_t(sizeof(uint16_t)) + (second ? from - layout.firstPart : from);
        break;
    }
    }
    return stretch;
}

} // namespace

int64_t EntryLayout::bytes(CacheType type) const
{
    switch (type) {
    case CacheType::F32:
        return int64_t(floats()) * int64_t(sizeof(float));
    case CacheType::F16:
        return int64_t(floats()) * int64_t(sizeof(uint16_t));
    case CacheType::Int8:
        return int8PartBytes(firstPart) + int8PartBytes(secondPart);
    }
    return 0;
}

std::vector<EntryStretch> EntryLayout::keyStretches(CacheType type) const
{
    if (valueOffset != 0) // sliding: the key is the first part
        return {stretchOf(*this, type, 0, firstPart)};
    const int half = firstPart / 2;
    const int pairs = secondPart / 2;
    std::vector<EntryStretch> stretches;
    for (const int first : {0, half})
        if (pairs < half)
            stretches.push_back(stretchOf(*this, type, first + pairs, half - pairs));
    stretches.push_back(stretchOf(*this, type, firstPart, secondPart));
    return stretches;
}

EntryStretch EntryLayout::valueStretch(CacheType type) const
{
    return stretchOf(*this, type, valueOffset, valueSize);
}

EntryLayout EntryLayout::sliding(int headSize)
{
    return {.firstPart = headSize,
        .secondPart = headSize,
        .keySize = headSize,
        .valueOffset = headSize,
        .valueSize = headSize};
}

EntryLayout EntryLayout::full(int headSize, int rotatedPairs)
{
    const int rotated = 2 * rotatedPairs;
    return {.firstPart = headSize,
        .secondPart = rotated,
        .keySize = headSize + rotated,
        .valueOffset = 0,
        .valueSize = headSize};
}

void encodeEntry(
    Isa isa, CacheType type, const EntryLayout &layout, std::span<const float> entry, std::byte *out)
{
    switch (type) {
    case CacheType::F32:
        std::memcpy(out, entry.data(), entry.size_bytes());
        return;
    case CacheType::F16:
        rowKernels(isa).encodeHalves(entry.data(), out, int64_t(entry.size()));
        return;
    case CacheType::Int8:
        encodeInt8(entry.first(size_t(layout.firstPart)), out);
        encodeInt8(entry.subspan(size_t(layout.firstPart)), out + int8PartBytes(layout.firstPart));
        return;
    }
}

void decodeEntry(CacheType type, const EntryLayout &layout, const std::byte *entry, std::span<float> out)
{
    switch (type) {
    case CacheType::F32:
        std::memcpy(out.data(), entry, out.size_bytes());
        return;
    case CacheType::F16:
        for (size_t i = 0; i < out.size(); ++i) {
            uint16_t half = 0;
            std::memcpy(&half, entry + i * sizeof half, sizeof half);
            out[i] = halfToFloat(half);
        }
        return;
    case CacheType::Int8:
        decodeInt8(entry, out.first(size_t(layout.firstPart)));
        decodeInt8(entry + int8PartBytes(layout.firstPart), out.subspan(size_t(layout.firstPart)));
        return;
    }
}

} // namespace alcove::inference
