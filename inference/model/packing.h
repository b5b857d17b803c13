#pragma once

#include "inference/compute/thread_pool.h"
#include "inference/compute/weight_matrix.h"

#include <cstdint>
#include <functional>
#include <span>
#include <stop_token>
#include <vector>

namespace alcove::inference {

/// Groups of rows that a thread packs in one go: about a megabyte or four.
constexpr int64_t kGroupsAtATime = 16;

/// Bytes of a matrix as it lies in its file.
int64_t sourceBytes(const WeightMatrix &matrix);

/// Has all groups of a packable matrix packed: pack(thread, first, last) for every [first, last) of at
/// most kGroupsAtATime groups, first being a multiple of that, on all threads of the pool. The source is
/// asked for ahead and given back to the system behind, so that little of it is in memory at a time.
/// False if it was stopped.
bool packInOrder(ThreadPool &pool, const WeightMatrix &matrix, const std::stop_token &stop,
    const std::function<void(int thread, int64_t first, int64_t last)> &pack);

} // namespace alcove::inference
