#pragma once

#include "inference/compute/thread_pool.h"
#include "inference/compute/weight_matrix.h"
#include "inference/model/packed_header.h"
#include "inference/result.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <stop_token>

namespace alcove::inference {

/// What writing a packed file asks of those around it.
struct PackedFileHost {
    /// Makes room for so many more bytes on the disk, or fails with a sentence.
    std::function<Result<void>(int64_t bytes)> makeRoom;
    std::function<void(int64_t done)> progress; ///< bytes of the file that are there
};

/// Packs matrices into a file under `path`, which appears when it is whole and on the disk.
///
/// It grows under another name, matrix by matrix, each with its checksum; whoever comes after an
/// interruption goes on after the last matrix that is whole. That file is locked: a second process
/// waits while the first one gets on, and is done when the first one is. Without room on the disk
/// nothing is left behind. Blocking; at most about 100 MB wait for the disk at any time.
[[nodiscard]] Result<void> writePackedFile(ThreadPool &pool, std::span<WeightMatrix *const> matrices,
    const PackedHeader &header, const std::filesystem::path &path, const PackedFileHost &host,
    const std::stop_token &stop);

/// What an unfinished file is called.
std::filesystem::path unfinishedPath(const std::filesystem::path &path);

} // namespace alcove::inference
