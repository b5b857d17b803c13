#pragma once

#include "inference/compute/thread_pool.h"
#include "inference/compute/weight_matrix.h"

#include <cstdint>
#include <vector>

namespace alcove::inference {

/// What a pass over one row reads of these matrices: in packed order, or as they lie in the file.
int64_t readBytes(const std::vector<WeightMatrix *> &matrices);

/// Leaving all to the hardware's prefetcher, or asking for what comes next.
enum class ReadingLoop { Bare, AskingAhead };

/// Reads all of it once and does nothing else: every thread its contiguous share of each matrix. The
/// seconds that this takes are the least that a pass can take. Returns a sum of what was read.
uint64_t readPlainly(ReadingLoop loop, ThreadPool &pool, const std::vector<WeightMatrix *> &matrices);

} // namespace alcove::inference
