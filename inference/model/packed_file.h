#pragma once

#include "inference/compute/thread_pool.h"
#include "inference/formats/mapped_file.h"
#include "inference/formats/open_file.h"
#include "inference/model/packed_header.h"
#include "inference/result.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <stop_token>

namespace alcove::inference {

/// A whole packed file, mapped read-only: the weights of one source in the order that the kernels read
/// them in. The system may take its memory back and reads it again from this file, not from swap.
class PackedFile {
public:
    /// Maps the file if its size and head are those of the expected one. Reads the head only: whether
    /// the rest is what was once written, verify() says.
    [[nodiscard]] static Result<PackedFile> open(
        const std::filesystem::path &path, const PackedHeader &expected);

    /// The groups of a matrix, by its place in the head.
    std::span<const std::byte> matrix(size_t index) const;

    /// Reads everything and compares it with the checksums. Blocking, progress in bytes; fails with a
    /// sentence if a byte is wrong, and when it is stopped.
    [[nodiscard]] Result<void> verify(ThreadPool &pool, const std::function<void(int64_t done)> &progress,
        const std::stop_token &stop) const;

    /// Its time of change is that of its last use.
    void noteUse() const;

    std::span<const std::byte> bytes() const { return m_file.bytes(); }
    const std::filesystem::path &path() const { return m_file.path(); }

private:
    PackedFile(MappedFile file, OpenFile inUse, PackedHeader header)
        : m_file(std::move(file))
        , m_inUse(std::move(inUse))
        , m_header(std::move(header))
    {}

    MappedFile m_file;
    OpenFile m_inUse; ///< carries the lock that keeps others from removing the file
    PackedHeader m_header;
};

/// The checksum of a matrix from those of its chunks.
uint64_t checksumOfChunks(std::span<const uint64_t> chunks);

} // namespace alcove::inference
