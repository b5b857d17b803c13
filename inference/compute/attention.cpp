#include "inference/compute/attention.h"

#include "inference/compute/vector_math.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace alcove::inference {

namespace {

constexpr int64_t kBlock = 64;       // positions summed together
constexpr int64_t kRowsPerItem = 16; // rows that share one decoding of the entries
constexpr int kHeadsPerItem = 8;     // query heads of a key head that do so

/// Rows and query heads that one thread works on at a time.
struct WorkItem {
    int keyHead = 0;
    int firstHead = 0, lastHead = 0; // query heads, last excluded
    int64_t firstRow = 0, lastRow = 0;
};

/// What online softmax carries from block to block for one row and head.
struct RunningSum {
    float largest = -std::numeric_limits<float>::infinity();
    float weight = 0.0F;
};

std::vector<WorkItem> workItems(const AttentionTask &task)
{
    std::vector<WorkItem> items;
    const int group = task.heads / task.keyHeads;
    for (int keyHead = 0; keyHead < task.keyHeads; ++keyHead) {
        for (int head = 0; head < group; head += kHeadsPerItem) {
            for (int64_t row = 0; row < task.queries.rows; row += kRowsPerItem) {
                items.push_back({.keyHead = keyHead,
                    .firstHead = keyHead * group + head,
                    .lastHead = keyHead * group + std::min(group, head + kHeadsPerItem),
                    .firstRow = row,
                    .lastRow = std::min(task.queries.rows, row + kRowsPerItem)});
            }
        }
    }
    return items;
}

/// Decodes the entries of positions [first, last] of one key head: entries [last - first + 1, floats].
void decodeBlock(
    const AttentionTask &task, int keyHead, int64_t first, int64_t last, std::vector<float> &entries)
{
    const int64_t entryBytes = task.layout.bytes(task.type);
    const int64_t slotBytes = entryBytes * task.keyHeads;
    const size_t floats = size_t(task.layout.floats());
    for (int64_t position = first; position <= last; ++position) {
        const EntrySlots &slots = position < task.chunkStart ? task.past : task.chunk;
        const std::byte *entry =
            slots.bytes + (position - slots.origin) % slots.capacity * slotBytes + keyHead * entryBytes;
        decodeEntry(task.type, task.layout, entry,
            std::span(entries).subspan(size_t(position - first) * floats, floats));
    }
}

/// Adds the positions [first, last] of a decoded block that begins at blockFirst to one row and head.
void addBlock(const AttentionTask &task, std::span<const float> entries, int64_t blockFirst, int64_t first,
    int64_t last, const float *query, RunningSum &sum, float *out)
{
    const int64_t floats = task.layout.floats();
    float scores[kBlock];
    float largest = sum.largest;
    for (int64_t position = first; position <= last; ++position) {
        const float *key = entries.data() + (position - blockFirst) * floats;
        const float score = dot(query, key, task.layout.keySize);
        scores[position - first] = score;
        largest = std::max(largest, score);
    }
    if (largest != sum.largest) {
        const float rescale = std::exp(sum.largest - largest);
        for (int i = 0; i < task.layout.valueSize; ++i)
            out[i] *= rescale;
        sum.weight *= rescale;
        sum.largest = largest;
    }
    for (int64_t position = first; position <= last; ++position) {
        const float weight = std::exp(scores[position - first] - largest);
        sum.weight += weight;
        const float *value = entries.data() + (position - blockFirst) * floats + task.layout.valueOffset;
        addScaled(out, weight, value, task.layout.valueSize);
    }
}

void attendItem(const AttentionTask &task, const WorkItem &item)
{
    const int heads = item.lastHead - item.firstHead;
    const int64_t rows = item.lastRow - item.firstRow;
    std::vector<RunningSum> sums(size_t(rows * heads));
    std::vector<float> entries(size_t(kBlock * task.layout.floats()));

    int64_t first = std::numeric_limits<int64_t>::max();
    int64_t last = -1;
    for (int64_t row = item.firstRow; row < item.lastRow; ++row) {
        first = std::min(first, task.visible[size_t(row)].first);
        last = std::max(last, task.visible[size_t(row)].last);
        std::fill_n(task.out.row(row).begin() + item.firstHead * task.layout.valueSize,
            heads * task.layout.valueSize, 0.0F);
    }
    for (int64_t block = first / kBlock * kBlock; block <= last; block += kBlock) {
        const int64_t blockFirst = std::max(block, first);
        const int64_t blockLast = std::min(block + kBlock - 1, last);
        decodeBlock(task, item.keyHead, blockFirst, blockLast, entries);
        for (int64_t row = item.firstRow; row < item.lastRow; ++row) {
            const VisibleRange seen = task.visible[size_t(row)];
            const int64_t from = std::max(seen.first, blockFirst);
            const int64_t to = std::min(seen.last, blockLast);
            if (from > to)
                continue;
            for (int head = item.firstHead; head < item.lastHead; ++head) {
                addBlock(task, entries, blockFirst, from, to,
                    task.queries.row(row).data() + head * task.layout.keySize,
                    sums[size_t((row - item.firstRow) * heads + head - item.firstHead)],
                    task.out.row(row).data() + head * task.layout.valueSize);
            }
        }
    }
    for (int64_t row = item.firstRow; row < item.lastRow; ++row) {
        for (int head = item.firstHead; head < item.lastHead; ++head) {
            const float weight = sums[size_t((row - item.firstRow) * heads + head - item.firstHead)].weight;
            float *out = task.out.row(row).data() + head * task.layout.valueSize;
            for (int i = 0; i < task.layout.valueSize; ++i)
                out[i] /= weight;
        }
    }
}

} // namespace

void attend(ThreadPool &pool, const AttentionTask &task)
{
    const std::vector<WorkItem> items = workItems(task);
    pool.forItems(int64_t(items.size()), [&](int64_t item) { attendItem(task, items[size_t(item)]); });
}

} // namespace alcove::inference
