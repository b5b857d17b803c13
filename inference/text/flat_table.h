#pragma once

#include "inference/large_vector.h"

#include <cstddef>
#include <cstdint>

namespace alcove::inference {

/// Numbers by number in one flat array (open addressing, linear probing, half full): one cache line
/// for most questions. Grows never; thread-safe to read.
class FlatTable {
public:
    /// Room for `mostEntries`, at 32 bytes each.
    explicit FlatTable(size_t mostEntries = 0);

    /// Keeps the first value of a key. False if the keys were made to collide, or the table is full:
    /// a question never looks at more than some hundred slots, whatever a file holds.
    [[nodiscard]] bool insert(uint64_t key, uint64_t value);

    /// Null if there is none. The key UINT64_MAX cannot be stored.
    const uint64_t *find(uint64_t key) const
    {
        for (size_t slot = firstSlot(key);; slot = following(slot)) {
            if (m_slots[slot].key == key)
                return &m_slots[slot].value;
            if (m_slots[slot].key == kFree)
                return nullptr;
        }
    }

private:
    static constexpr uint64_t kFree = UINT64_MAX;

    struct Slot {
        uint64_t key = kFree;
        uint64_t value = 0;
    };

    size_t firstSlot(uint64_t key) const
    {
        // Two rounds of multiply and shift: pairs of small ids differ in few bits.
        uint64_t mixed = (key ^ key >> 32) * 0x9E3779B97F4A7C15u;
        mixed = (mixed ^ mixed >> 29) * 0xBF58476D1CE4E5B9u;
        return size_t((mixed >> 32) * m_slots.size() >> 32);
    }
    size_t following(size_t slot) const { return slot + 1 == m_slots.size() ? 0 : slot + 1; }

    LargeVector<Slot> m_slots;
    size_t m_entries = 0;
};

} // namespace alcove::inference
