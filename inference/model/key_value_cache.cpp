#include "inference/model/key_value_cache.h"

#include "inference/compute/rotary.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace alcove::inference {

namespace {

int64_t slotCount(const TextConfig &config, int layer, int64_t context)
{
    if (config.layers[size_t(layer)] == LayerKind::Full)
        return context;
    return std::min(context, int64_t(config.window) + KeyValueCache::kRingSlack);
}

int64_t slotBytesOf(const TextConfig &config, int layer, CacheType type)
{
    return entryLayout(config, layer).bytes(type) * config.keyHeads(layer);
}

} // namespace

EntryLayout entryLayout(const TextConfig &config, int layer)
{
    if (config.layers[size_t(layer)] == LayerKind::Sliding)
        return EntryLayout::sliding(config.slidingHeadSize);
    const RotaryTable table =
        RotaryTable::create(config.fullHeadSize, config.fullRopeTheta, config.fullRotatedShare);
    return EntryLayout::full(config.fullHeadSize, table.pairs());
}

Result<KeyValueCache> KeyValueCache::create(const TextConfig &config, int64_t context, CacheType type)
{
    KeyValueCache cache(context, config.window, type);
    for (int layer = 0; layer < config.layerCount(); ++layer) {
        const int64_t slots = slotCount(config, layer, context);
        const int64_t slotBytes = slotBytesOf(config, layer, type);
        Result<PageBuffer> memory = PageBuffer::allocate(slots * slotBytes);
        if (!memory)
            return std::unexpected(memory.error());
        if (config.layers[size_t(layer)] == LayerKind::Sliding)
            cache.m_ringSlots = slots;
        else
            memory->preferLargePages(); // written from the front on, read as a whole
        cache.m_layers.push_back({.layout = entryLayout(config, layer),
            .slotBytes = slotBytes,
            .slotCount = slots,
            .memory = std::move(*memory)});
    }
    return cache;
}

int64_t KeyValueCache::bytesNeeded(const TextConfig &config, int64_t context, CacheType type)
{
    int64_t bytes = 0;
    for (int layer = 0; layer < config.layerCount(); ++layer)
        bytes += slotCount(config, layer, context) * slotBytesOf(config, layer, type);
    return bytes;
}

bool KeyValueCache::canRewindTo(int64_t length) const
{
    return length <= m_length && m_oldest <= std::max(int64_t(0), length - m_window + 1);
}

void KeyValueCache::rewindTo(int64_t length)
{
    m_length = length;
}

void KeyValueCache::beginWriting(int64_t end)
{
    if (m_ringSlots > 0)
        m_oldest = std::max(m_oldest, end - m_ringSlots);
}

EntrySlots KeyValueCache::layerSlots(int layer) const
{
    const Layer &store = m_layers[size_t(layer)];
    const int64_t entryBytes = store.layout.bytes(m_type);
    return {.bytes = store.memory.bytes().data(),
        .capacity = store.slotCount,
        .slotStride = entryBytes,
        .headStride = store.slotCount * entryBytes};
}

void KeyValueCache::store(
    ThreadPool &pool, int layer, int64_t firstPosition, std::span<const std::byte> entries)
{
    constexpr int64_t kGrain = 16; // fewer are copied before other threads wake up
    Layer &target = m_layers[size_t(layer)];
    const int64_t entryBytes = target.layout.bytes(m_type);
    const int64_t count = int64_t(entries.size()) / target.slotBytes;
    const int64_t skipped = std::max(int64_t(0), count - target.slotCount); // only the last ones stay
    pool.forRanges(count - skipped, kGrain, [&](int64_t first, int64_t last) {
        for (int64_t i = skipped + first; i < skipped + last; ++i) {
            const int64_t slot = (firstPosition + i) % target.slotCount;
            for (int64_t offset = 0; offset < target.slotBytes; offset += entryBytes)
                std::memcpy(target.memory.bytes().data() + offset * target.slotCount + slot * entryBytes,
                    entries.data() + i * target.slotBytes + offset, size_t(entryBytes));
        }
    });
    // A short conversation touches a little of each head's part, and large pages would be all of it: half
    // a second of zeros before the first token. Once all of a ring is in use they make reading it faster.
    const bool isRing = target.slotCount < m_context;
    if (isRing && !target.isGathered && firstPosition + count >= target.slotCount) {
        target.memory.gatherIntoLargePages();
        target.isGathered = true;
    }
}

} // namespace alcove::inference
