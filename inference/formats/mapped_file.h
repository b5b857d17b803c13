#pragma once

#include "inference/result.h"

#include <cstddef>
#include <cstdint>
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
    /// When the file was last changed before it was opened, in nanoseconds.
    int64_t lastChange() const { return m_lastChange; }

private:
    MappedFile(std::filesystem::path path, std::span<const std::byte> bytes, int64_t lastChange)
        : m_path(std::move(path))
        , m_bytes(bytes)
        , m_lastChange(lastChange)
    {}

    std::filesystem::path m_path;
    std::span<const std::byte> m_bytes;
    int64_t m_lastChange = 0;
};

} // namespace alcove::inference
