#pragma once

#include "inference/compute/cache_entry.h"
#include "inference/compute/cpu_features.h"
#include "inference/compute/matrix_view.h"
#include "inference/compute/thread_pool.h"

#include <cstdint>
#include <span>

namespace alcove::inference {

/// The positions a query sees: all from first to last.
struct VisibleRange {
    int64_t first = 0;
    int64_t last = 0;
};

/// Entries of positions: position p stands at slot (p - origin) % capacity of every key head.
struct EntrySlots {
    const std::byte *bytes = nullptr;
    int64_t capacity = 0;
    int64_t origin = 0;
    int64_t slotStride = 0; ///< bytes from a slot to the next
    int64_t headStride = 0; ///< bytes from a key head's first slot to the next key head's

    const std::byte *at(int64_t position, int keyHead) const
    {
        return bytes + keyHead * headStride + (position - origin) % capacity * slotStride;
    }
};

/// One layer's attention for the rows of a chunk (spec 2.2 step 5: no scale, no softcap).
struct AttentionTask {
    MatrixView<const float> queries; ///< [rows, heads * layout.keySize], ready to meet the entries: where
                                     ///< full layers keep the value's rotated elements they are not read
    MatrixView<float> out;           ///< [rows, heads * layout.valueSize], head-major
    std::span<const VisibleRange> visible; ///< one a row
    int heads = 0;
    int keyHeads = 0; ///< query head h reads key head h / (heads / keyHeads)
    EntryLayout layout;
    CacheType type = CacheType::F32;
    EntrySlots past; ///< positions before chunkStart
    int64_t chunkStart = 0;
    EntrySlots chunk; ///< positions from chunkStart on
};

/// Softmax-weighted sums of the visible values, in float32. Sums run over absolute blocks of 64
/// positions merged in order (online softmax, Milakov and Gimelshein, arXiv:1805.02867), so a row's
/// result has the same bits alone, in a chunk or after another cut of the input.
void attend(ThreadPool &pool, Isa isa, const AttentionTask &task);

} // namespace alcove::inference
