#include "inference/model/packing.h"

#include "inference/compute/packed_layout.h"
#include "inference/model/read_ahead.h"

#include <algorithm>
#include <atomic>

namespace alcove::inference {

namespace {

constexpr int64_t kWindowBytes = 32 << 20; // of the source that are worked on at a time

/// The blocks of the rows of some groups.
std::span<const std::byte> groupsOf(const WeightMatrix &matrix, int64_t firstGroup, int64_t lastGroup)
{
    const int64_t first = std::min(matrix.rows, firstGroup * kGroupRows);
    const int64_t last = std::min(matrix.rows, lastGroup * kGroupRows);
    return matrix.rowBlocks(first, last - first);
}

} // namespace

int64_t sourceBytes(const WeightMatrix &matrix)
{
    return matrix.rows * matrix.bytesPerRow();
}

bool packInOrder(ThreadPool &pool, const WeightMatrix &matrix, const std::stop_token &stop,
    const std::function<void(int, int64_t, int64_t)> &pack)
{
    const int64_t groups = (matrix.rows + kGroupRows - 1) / kGroupRows;
    const int64_t itemBytes = kGroupsAtATime * kGroupRows * matrix.bytesPerRow();
    const int64_t window = std::max<int64_t>(1, kWindowBytes / itemBytes) * kGroupsAtATime;
    willNeed(groupsOf(matrix, 0, window));
    for (int64_t begin = 0; begin < groups && !stop.stop_requested(); begin += window) {
        const int64_t end = std::min(groups, begin + window);
        willNeed(groupsOf(matrix, end, end + window));
        std::atomic<int64_t> next = begin;
        pool.run([&](int thread, int) {
            while (!stop.stop_requested()) {
                const int64_t first = next.fetch_add(kGroupsAtATime);
                if (first >= end)
                    return;
                pack(thread, first, std::min(end, first + kGroupsAtATime));
            }
        });
        giveBack(groupsOf(matrix, begin, end));
    }
    return !stop.stop_requested();
}

} // namespace alcove::inference
