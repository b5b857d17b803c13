#include "inference/text/flat_table.h"

namespace alcove::inference {

namespace {

// Half full, a million well mixed keys stay below about 70; more means that somebody chose them.
constexpr size_t kMostProbes = 512;

} // namespace

FlatTable::FlatTable(size_t mostEntries) : m_slots(2 * mostEntries + 1) {}

bool FlatTable::insert(uint64_t key, uint64_t value)
{
    // One slot stays free, so that every search ends.
    if (key == kFree || m_entries + 1 == m_slots.size())
        return false;
    size_t slot = firstSlot(key);
    for (size_t probe = 0; probe < kMostProbes; ++probe, slot = following(slot)) {
        if (m_slots[slot].key == key)
            return true;
        if (m_slots[slot].key != kFree)
            continue;
        m_slots[slot] = {key, value};
        ++m_entries;
        return true;
    }
    return false;
}

} // namespace alcove::inference
