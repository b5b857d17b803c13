#pragma once

#include "inference/compute/cpu_features.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace alcove::inference {

enum class CacheType { F32, F16, Int8 };

/// Neighbouring numbers of an entry, with one scale in int8 caches.
struct EntryStretch {
    int64_t bytesFrom = 0; ///< of the first number
    int64_t scaleAt = 0;   ///< of its half-precision scale; int8 only
    int count = 0;
    int from = 0; ///< where they stand in the key
};

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

    /// The stretches of an entry that a query meets. Where full layers have the value's rotated elements a
    /// query is zero (see above), so these are left out.
    std::vector<EntryStretch> keyStretches(CacheType type) const;
    EntryStretch valueStretch(CacheType type) const;
    int64_t bytes(CacheType type) const;

    static EntryLayout sliding(int headSize);
    static EntryLayout full(int headSize, int rotatedPairs);
};

/// Writes an entry's floats in the cache's type. Int8 has a half-precision scale for each part.
void encodeEntry(
    Isa isa, CacheType type, const EntryLayout &layout, std::span<const float> entry, std::byte *out);
void decodeEntry(CacheType type, const EntryLayout &layout, const std::byte *entry, std::span<float> out);

} // namespace alcove::inference
