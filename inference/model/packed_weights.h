#pragma once

#include "inference/compute/page_buffer.h"
#include "inference/compute/thread_pool.h"
#include "inference/compute/weight_matrix.h"
#include "inference/formats/mapped_file.h"
#include "inference/model/packed_cache.h"
#include "inference/model/packed_file.h"
#include "inference/model/weights.h"
#include "inference/result.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace alcove::inference {

/// What is packed together: the matrices of a model or of its drafter that have a packed form, in the
/// order in which a pass reads them, and the files that they lie in.
struct PackedSource {
    std::vector<WeightMatrix *> matrices;
    std::span<const MappedFile> files;

    PackedSource(const std::vector<WeightMatrix *> &products, std::span<const MappedFile> mapped);
    PackedHeader header() const { return PackedHeader::of(matrices, files); }
};

/// Bytes of the packed form that are there; called on the calling thread.
using PackedProgress = std::function<void(LoadStage stage, int64_t done)>;

/// Quantised matrices in the order of the packed kernels. Owns what the matrices' `packed` points to.
class PackedWeights {
public:
    /// Maps the source's packed file and reads it into memory; checks its contents on the way where they
    /// come from the disk. Without a file, or with a damaged one, it is written first; small sources,
    /// and those that there is no room for, are packed into memory. Blocking; fails when stopped.
    [[nodiscard]] static Result<PackedWeights> load(ThreadPool &pool, const PackedSource &source,
        const PackedCache &cache, const PackedProgress &progress, const std::stop_token &stop);

    /// Packs into memory, and gives the pages of the source back to the system on the way, so that both
    /// are never in memory together. Blocking.
    [[nodiscard]] static Result<PackedWeights> pack(ThreadPool &pool, const PackedSource &source,
        const PackedProgress &progress, const std::stop_token &stop);

    /// Why there is no packed file although there should be one; empty if all is well.
    const std::string &notice() const { return m_notice; }

private:
    std::vector<PageBuffer> m_buffers;
    std::optional<PackedFile> m_file;
    std::string m_notice;
};

/// A packed file that is whole, every byte of it checked.
struct PreparedFile {
    std::filesystem::path path;
    int64_t bytes = 0;
    bool made = false; ///< now; else it was there
};

/// Makes the packed file of a source, or checks the one that is there and makes it again if it is
/// damaged. Nothing for a source that is too small to need one. Blocking.
[[nodiscard]] Result<std::optional<PreparedFile>> preparePackedFile(ThreadPool &pool,
    const PackedSource &source, const PackedCache &cache, const PackedProgress &progress,
    const std::stop_token &stop);

/// The matrices of a stack that products are taken of. The embedding's own rows stay where they are;
/// as the head it is packed like the others.
std::vector<WeightMatrix *> productMatrices(TextWeights &weights);
std::vector<WeightMatrix *> productMatrices(DrafterWeights &weights);

} // namespace alcove::inference
