#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace alcove::inference {

enum class CacheType { F32, F16, Int8 };

/// What the cache keeps of one position and one key head: two parts side by side, of which the
/// key and the value are stretches.
///
/// Sliding layers: [key | value]. Full layers, where key and value come from one projection
/// (spec 2.4): [value | rotated elements of the key]; the unrotated elements of the key are the
/// value's times the key norm's weight, and that weight is folded into the query. The key is
/// therefore the whole entry and a query has zeros where the value's rotated elements stand.
struct EntryLayout {
    int firstPart = 0;  ///< floats
    int secondPart = 0; ///< floats
    int keySize = 0;    ///< floats from the entry's start
    int valueOffset = 0;
    int valueSize = 0;

    int floats() const { return firstPart + secondPart; }
    int64_t bytes(CacheType type) const;

    static EntryLayout sliding(int headSize);
    static EntryLayout full(int headSize, int rotatedPairs);
};

/// Writes an entry's floats in the cache's type. Int8 has a half-precision scale for each part.
void encodeEntry(CacheType type, const EntryLayout &layout, std::span<const float> entry, std::byte *out);
void decodeEntry(CacheType type, const EntryLayout &layout, const std::byte *entry, std::span<float> out);

} // namespace alcove::inference
