#pragma once

#include "inference/compute/cpu_features.h"
#include "inference/compute/thread_pool.h"

namespace alcove::inference {

/// Operations a second (a multiplication and an addition are two) that all threads of the pool together
/// reach in a loop over registers, with the byte products that an instruction set's kernels are made
/// of. Blocking, some 20 ms.
double peakRate(ThreadPool &pool, Isa isa);

} // namespace alcove::inference
