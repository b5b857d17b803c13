#pragma once

#include "inference/compute/page_buffer.h"
#include "inference/compute/thread_pool.h"
#include "inference/compute/weight_matrix.h"
#include "inference/model/weights.h"
#include "inference/result.h"

#include <cstdint>
#include <functional>
#include <stop_token>
#include <vector>

namespace alcove::inference {

/// Quantised matrices in the order of the packed kernels. Owns what the matrices' `packed` points to.
class PackedWeights {
public:
    /// Packs every matrix that has a packed form, and gives the pages of its source back to the system
    /// as it goes, so that both are never in memory together. Blocking; progress in bytes of the source.
    [[nodiscard]] static Result<PackedWeights> pack(ThreadPool &pool,
        const std::vector<WeightMatrix *> &matrices,
        const std::function<void(int64_t done, int64_t total)> &progress, const std::stop_token &stop);

private:
    std::vector<PageBuffer> m_buffers;
};

/// The matrices of a stack that products are taken of. The embedding's own rows stay where they are;
/// as the head it is packed like the others.
std::vector<WeightMatrix *> productMatrices(TextWeights &weights);
std::vector<WeightMatrix *> productMatrices(DrafterWeights &weights);

} // namespace alcove::inference
