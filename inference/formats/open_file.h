#pragma once

#include "inference/result.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string_view>

namespace alcove::inference {

/// A file of the system that closes itself. Moves, never copies.
class OpenFile {
public:
    explicit OpenFile(int number = -1) : m_number(number) {}
    OpenFile(OpenFile &&other) noexcept;
    OpenFile &operator=(OpenFile &&other) noexcept;
    ~OpenFile();

    bool isOpen() const { return m_number >= 0; }
    int number() const { return m_number; }

    /// Writes all bytes at a place, however often the system takes only a part. Thread-safe.
    /// 0, or the system's error number.
    [[nodiscard]] int writeAt(std::span<const std::byte> bytes, int64_t offset) const;
    /// Reads until the span is full. 0, or the system's error number; EIO when the file ends before.
    [[nodiscard]] int readAt(std::span<std::byte> bytes, int64_t offset) const;
    /// Asks for room up to this size without changing the size, where the file system can.
    /// 0, or the system's error number, ENOSPC above all.
    [[nodiscard]] int reserve(int64_t bytes) const;

private:
    int m_number;
};

/// "“x.gguf” cannot be written: No space left on device. ..."
[[nodiscard]] std::unexpected<Error> writeFailure(const std::filesystem::path &path, int code);

/// Bytes that an ordinary user may still write to the disk that a path lies on, whether or not the
/// path exists yet; the largest number where the system does not say.
int64_t freeDiskBytes(const std::filesystem::path &path);

} // namespace alcove::inference
