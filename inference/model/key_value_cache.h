#pragma once

#include "inference/compute/attention.h"
#include "inference/compute/cache_entry.h"
#include "inference/compute/page_buffer.h"
#include "inference/compute/thread_pool.h"
#include "inference/model/config.h"
#include "inference/result.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace alcove::inference {

/// Keys and values of all layers for one sequence (spec 2.7).
///
/// Invariants. (1) Full layers hold positions 0 .. length-1. (2) Sliding layers are rings of
/// window + slack slots and hold the positions from oldest() on. (3) Whatever a query at position
/// `length` may see is there: oldest() <= max(0, length - window + 1).
/// (4) Entries from `length` on are leftovers that no query sees.
class KeyValueCache {
public:
    /// Positions beyond the window that rings keep, so that drafts and the last answer can be taken back.
    static constexpr int kRingSlack = 512;

    [[nodiscard]] static Result<KeyValueCache> create(
        const TextConfig &config, int64_t context, CacheType type);
    static int64_t bytesNeeded(const TextConfig &config, int64_t context, CacheType type);

    int64_t length() const { return m_length; }
    int64_t capacity() const { return m_context; }
    CacheType type() const { return m_type; }

    /// Whether positions before `length` are still complete; going back is then free.
    bool canRewindTo(int64_t length) const;
    void rewindTo(int64_t length);
    void reset() { m_length = m_oldest = 0; }

    /// Announces that entries of positions up to end (excluded) are about to be written; from here on
    /// older ring entries may be gone, also if the writing is broken off.
    void beginWriting(int64_t end);
    /// All layers have their entries up to end (excluded).
    void finishWriting(int64_t end) { m_length = end; }

    EntryLayout layout(int layer) const { return m_layers[size_t(layer)].layout; }
    int64_t slotBytes(int layer) const { return m_layers[size_t(layer)].slotBytes; }
    EntrySlots layerSlots(int layer) const;
    /// Copies consecutive positions into the layer: entries are [position, key head]. In the layer a key
    /// head's positions lie together, since that is how attention reads them.
    void store(ThreadPool &pool, int layer, int64_t firstPosition, std::span<const std::byte> entries);

private:
    struct Layer {
        EntryLayout layout;
        int64_t slotBytes = 0; ///< all key heads of one position
        int64_t slotCount = 0;
        PageBuffer memory;
        bool isGathered = false; ///< a ring in large pages
    };

    KeyValueCache(int64_t context, int window, CacheType type)
        : m_context(context)
        , m_window(window)
        , m_type(type)
    {}

    std::vector<Layer> m_layers;
    int64_t m_context = 0;
    int64_t m_window = 0;
    CacheType m_type = CacheType::F32;
    int64_t m_length = 0;
    int64_t m_oldest = 0;    ///< first position that every ring still has
    int64_t m_ringSlots = 0; ///< 0 if no layer is sliding
};

/// What a layer keeps of a position, and how often.
EntryLayout entryLayout(const TextConfig &config, int layer);

} // namespace alcove::inference
