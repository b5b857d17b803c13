#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>

namespace alcove::inference {

/// Numbers of either byte order in bytes that a stranger wrote. Reading past the end gives 0 instead
/// of failing: ask holds() where the difference matters.
class ByteView {
public:
    explicit ByteView(std::span<const std::byte> bytes) : m_bytes(bytes) {}

    size_t size() const { return m_bytes.size(); }
    std::span<const std::byte> bytes() const { return m_bytes; }
    bool holds(size_t at, size_t count) const { return at <= size() && count <= size() - at; }

    uint8_t byte(size_t at) const { return at < size() ? std::to_integer<uint8_t>(m_bytes[at]) : uint8_t(0); }
    uint16_t big16(size_t at) const { return uint16_t(byte(at) << 8 | byte(at + 1)); }
    uint32_t big32(size_t at) const { return uint32_t(big16(at)) << 16 | big16(at + 2); }
    uint16_t little16(size_t at) const { return uint16_t(byte(at) | byte(at + 1) << 8); }
    uint32_t little24(size_t at) const { return uint32_t(little16(at)) | uint32_t(byte(at + 2)) << 16; }
    uint32_t little32(size_t at) const { return uint32_t(little16(at)) | uint32_t(little16(at + 2)) << 16; }

    bool hasAt(size_t at, std::string_view text) const
    {
        return holds(at, text.size()) && std::memcmp(m_bytes.data() + at, text.data(), text.size()) == 0;
    }
    /// The part that lies inside the file, possibly empty.
    ByteView part(size_t at, size_t count) const
    {
        const size_t start = at < size() ? at : size();
        return ByteView(m_bytes.subspan(start, count < size() - start ? count : size() - start));
    }

private:
    std::span<const std::byte> m_bytes;
};

} // namespace alcove::inference
