#pragma once

#include "inference/result.h"

#include <cstddef>
#include <filesystem>
#include <span>
#include <utility>

namespace alcove::inference {

/// A file mapped read-only into memory. Moves, never copies; unmapped on destruction.
/// Thread-safe to read. A file that shrinks while mapped ends the process with SIGBUS, as everywhere.
class MappedFile {
public:
    /// Blocking. Fails with a sentence when the file is missing, unreadable, a folder or empty.
    [[nodiscard]] static Result<MappedFile> open(const std::filesystem::path &path);

    MappedFile(MappedFile &&other) noexcept;
    MappedFile &operator=(MappedFile &&other) noexcept;
    ~MappedFile();

    std::span<const std::byte> bytes() const { return m_bytes; }
    const std::filesystem::path &path() const { return m_path; }

private:
    MappedFile(std::filesystem::path path, std::span<const std::byte> bytes)
        : m_path(std::move(path))
        , m_bytes(bytes)
    {}

    std::filesystem::path m_path;
    std::span<const std::byte> m_bytes;
};

} // namespace alcove::inference
