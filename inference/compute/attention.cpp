#include "inference/compute/attention.h"

#include "inference/compute/row_kernels.h"

#include <algorithm>
#include <limits>
#include <vector>

namespace alcove::inference {

namespace {

constexpr int64_t kBlock = kAttentionBlock;
constexpr int64_t kRowsPerItem = 16; // rows that read an entry while it is in the core's cache
constexpr int kHeadsPerItem = 8;     // query heads of a key head that do so

/// Rows and query heads that one thread works on at a time.
struct WorkItem {
    int keyHead = 0;
    int firstHead = 0, lastHead = 0; // query heads, last excluded
    int64_t firstRow = 0, lastRow = 0;
};

/// Few enough heads an item that every thread has one.
int headsPerItem(const AttentionTask &task, int threads)
{
    const int group = task.heads / task.keyHeads;
    const int64_t rowItems = (task.queries.rows + kRowsPerItem - 1) / kRowsPerItem;
    const auto wanted = int((threads + rowItems * task.keyHeads - 1) / (rowItems * task.keyHeads));
    return std::min(kHeadsPerItem, (group + wanted - 1) / wanted);
}

std::vector<WorkItem> workItems(const AttentionTask &task, int threads)
{
    std::vector<WorkItem> items;
    const int group = task.heads / task.keyHeads;
    const int together = headsPerItem(task, threads);
    for (int keyHead = 0; keyHead < task.keyHeads; ++keyHead) {
        for (int head = 0; head < group; head += together) {
            for (int64_t row = 0; row < task.queries.rows; row += kRowsPerItem) {
                items.push_back({.keyHead = keyHead,
                    .firstHead = keyHead * group + head,
                    .lastHead = keyHead * group + std::min(group, head + together),
                    .firstRow = row,
                    .lastRow = std::min(task.queries.rows, row + kRowsPerItem)});
            }
        }
    }
    return items;
}

NumberType numberType(CacheType type)
{
    switch (type) {
    case CacheType::F32:
        return NumberType::F32;
    case CacheType::F16:
        return NumberType::F16;
    case CacheType::Int8:
        return NumberType::Int8;
    }
    return NumberType::F32;
}

/// The queries of an item, one for each row and head, with what is known of each so far.
struct Queries {
    std::vector<const float *> values;
    std::vector<float *> outs;
    std::vector<VisibleRange> visible;
    std::vector<SoftmaxState> states;

    Queries(const AttentionTask &task, const WorkItem &item)
    {
        for (int64_t row = item.firstRow; row < item.lastRow; ++row) {
            for (int head = item.firstHead; head < item.lastHead; ++head) {
                values.push_back(task.queries.row(row).data() + head * task.layout.keySize);
                outs.push_back(task.out.row(row).data() + head * task.layout.valueSize);
                visible.push_back(task.visible[size_t(row)]);
                states.push_back({.largest = -std::numeric_limits<float>::infinity(), .weight = 0.0F});
                std::fill_n(outs.back(), task.layout.valueSize, 0.0F);
            }
        }
    }
    VisibleRange all() const
    {
        VisibleRange range = visible.front();
        for (const VisibleRange &seen : visible)
            range = {.first = std::min(range.first, seen.first), .last = std::max(range.last, seen.last)};
        return range;
    }
};

/// Where the entries of positions [first, last] lie, which belong to the absolute block at `start`; null
/// for all others of it.
void findEntries(const AttentionTask &task, int keyHead, int64_t start, int64_t first, int64_t last,
    const std::byte *(&entries)[kAttentionBlock])
{
    std::ranges::fill(entries, nullptr);
    for (int64_t position = first; position <= last;) {
        const bool past = position < task.chunkStart;
        const EntrySlots &slots = past ? task.past : task.chunk;
        const int64_t slot = (position - slots.origin) % slots.capacity;
        // As far as slots follow each other: to the range's end, the chunk's start or the ring's end.
        const int64_t end =
            std::min({last + 1, past ? task.chunkStart : last + 1, position + slots.capacity - slot});
        const std::byte *entry = slots.at(position, keyHead);
        for (; position < end; ++position, entry += slots.slotStride)
            entries[position - start] = entry;
    }
}

/// Adds one absolute block to the queries that see something of it.
class BlockSum {
public:
    BlockSum(const AttentionTask &task, const RowKernels &kernels, Queries &queries)
        : m_kernels(kernels)
        , m_queries(queries)
        , m_key(task.layout.keyStretches(task.type))
        , m_scores(queries.values.size() * size_t(kBlock))
        , m_rescale(queries.values.size())
    {
        m_block = {.type = numberType(task.type),
            .key = m_key.data(),
            .keyCount = int(m_key.size()),
            .value = task.layout.valueStretch(task.type),
            .entryBytes = task.layout.bytes(task.type)};
    }

    /// The part of the block at `start` that lies within the range.
    void add(const AttentionTask &task, int keyHead, int64_t start, VisibleRange range)
    {
        const int64_t first = std::max(start, range.first);
        const int64_t last = std::min(start + kBlock - 1, range.last);
        m_block.first = int(first - start);
        m_block.last = int(last - start);
        findEntries(task, keyHead, start, first, last, m_block.entries);
        const int64_t next = start + kBlock;
        findEntries(task, keyHead, next, next, std::min(next + kBlock - 1, range.last), m_block.upcoming);
        m_seeing.clear();
        for (size_t q = 0; q < m_queries.values.size(); ++q)
            if (m_queries.visible[q].first <= last && m_queries.visible[q].last >= first)
                m_seeing.push_back(q);
        gather(m_queries.values, m_values);
        gather(m_queries.outs, m_outs);
        m_kernels.scores(m_block, m_values.data(), int(m_values.size()), m_scores.data());
        for (size_t i = 0; i < m_seeing.size(); ++i) {
            const VisibleRange seen = m_queries.visible[m_seeing[i]];
            m_rescale[i] = m_kernels.weigh(m_scores.data() + i * size_t(kBlock),
                int(std::max(seen.first, first) - start), int(std::min(seen.last, last) - start),
                m_queries.states[m_seeing[i]]);
        }
        m_kernels.addValues(m_block, m_scores.data(), m_rescale.data(), m_outs.data(), int(m_outs.size()));
    }

private:
    template <typename T>
    void gather(const std::vector<T> &all, std::vector<T> &some) const
    {
        some.clear();
        for (const size_t q : m_seeing)
            some.push_back(all[q]);
    }

    const RowKernels &m_kernels;
    Queries &m_queries;
    std::vector<EntryStretch> m_key;
    EntryBlock m_block;
    std::vector<float> m_scores; ///< of the seeing queries, [query][kBlock]; then their weights
    std::vector<float> m_rescale;
    std::vector<size_t> m_seeing; ///< queries that see something of the block, and what is theirs
    std::vector<const float *> m_values;
    std::vector<float *> m_outs;
};

void attendItem(const AttentionTask &task, const RowKernels &kernels, const WorkItem &item)
{
    Queries queries(task, item);
    BlockSum sum(task, kernels, queries);
    const VisibleRange all = queries.all();
    for (int64_t start = all.first / kBlock * kBlock; start <= all.last; start += kBlock)
        sum.add(task, item.keyHead, start, all);
    for (size_t q = 0; q < queries.outs.size(); ++q)
        for (int i = 0; i < task.layout.valueSize; ++i)
            queries.outs[q][i] /= queries.states[q].weight;
}

} // namespace

void attend(ThreadPool &pool, Isa isa, const AttentionTask &task)
{
    const RowKernels &kernels = rowKernels(isa);
    const std::vector<WorkItem> items = workItems(task, pool.size());
    pool.forItems(
        int64_t(items.size()), [&](int64_t item) { attendItem(task, kernels, items[size_t(item)]); });
}

} // namespace alcove::inference
