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

/// Points the block at the entries of positions [first, last], which lie in the absolute block at `start`.
void pointAtEntries(
    const AttentionTask &task, int keyHead, int64_t start, int64_t first, int64_t last, EntryBlock &block)
{
    const int64_t entryBytes = task.layout.bytes(task.type);
    block.first = int(first - start);
    block.last = int(last - start);
    for (int64_t position = first; position <= last; ++position) {
        const EntrySlots &slots = position < task.chunkStart ? task.past : task.chunk;
        const int64_t slot = (position - slots.origin) % slots.capacity;
        block.entries[position - start] = slots.bytes + (slot * task.keyHeads + keyHead) * entryBytes;
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
        m_block = {.type = task.type,
            .key = m_key.data(),
            .keyCount = int(m_key.size()),
            .value = task.layout.valueStretch(task.type)};
    }

    void add(const AttentionTask &task, int keyHead, int64_t start, int64_t first, int64_t last)
    {
        pointAtEntries(task, keyHead, start, first, last, m_block);
        m_seeing.clear();
        for (size_t q = 0; q < m_queries.values.size(); ++q)
            if (m_queries.visible[q].first <= last && m_queries.visible[q].last >= first)
                m_seeing.push_back(q);
        const auto values = gather(m_queries.values);
        const auto outs = gather(m_queries.outs);
        m_kernels.scores(m_block, values.data(), int(values.size()), m_scores.data());
        for (size_t i = 0; i < m_seeing.size(); ++i) {
            const VisibleRange seen = m_queries.visible[m_seeing[i]];
            m_rescale[i] = m_kernels.weigh(m_scores.data() + i * size_t(kBlock),
                int(std::max(seen.first, first) - start), int(std::min(seen.last, last) - start),
                m_queries.states[m_seeing[i]]);
        }
        m_kernels.addValues(m_block, m_scores.data(), m_rescale.data(), outs.data(), int(outs.size()));
    }

private:
    template <typename T>
    std::vector<T> gather(const std::vector<T> &all) const
    {
        std::vector<T> some;
        for (const size_t q : m_seeing)
            some.push_back(all[q]);
        return some;
    }

    const RowKernels &m_kernels;
    Queries &m_queries;
    std::vector<EntryStretch> m_key;
    EntryBlock m_block;
    std::vector<float> m_scores; ///< of the seeing queries, [query][kBlock]; then their weights
    std::vector<float> m_rescale;
    std::vector<size_t> m_seeing; ///< queries that see something of the block
};

void attendItem(const AttentionTask &task, const RowKernels &kernels, const WorkItem &item)
{
    Queries queries(task, item);
    BlockSum sum(task, kernels, queries);
    const VisibleRange all = queries.all();
    for (int64_t start = all.first / kBlock * kBlock; start <= all.last; start += kBlock)
        sum.add(
            task, item.keyHead, start, std::max(start, all.first), std::min(start + kBlock - 1, all.last));
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
