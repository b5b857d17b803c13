#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string_view>
#include <type_traits>

namespace alcove::inference {

/// Reads little-endian numbers and strings from bytes that are not trusted: past the end there is
/// nothing, and the position stays. What it returns as a view points into the bytes.
class ByteReader {
public:
    explicit ByteReader(std::span<const std::byte> bytes) : m_bytes(bytes) {}

    size_t position() const { return m_position; }
    size_t remaining() const { return m_bytes.size() - m_position; }

    template <typename Number>
    std::optional<Number> number()
    {
        static_assert(std::is_arithmetic_v<Number> && std::endian::native == std::endian::little);
        if (remaining() < sizeof(Number))
            return std::nullopt;
        Number value;
        std::memcpy(&value, m_bytes.data() + m_position, sizeof(Number));
        m_position += sizeof(Number);
        return value;
    }

    std::optional<std::string_view> text(uint64_t length)
    {
        if (length > remaining())
            return std::nullopt;
        const auto *start = reinterpret_cast<const char *>(m_bytes.data() + m_position);
        m_position += size_t(length);
        return std::string_view(start, size_t(length));
    }

private:
    std::span<const std::byte> m_bytes;
    size_t m_position = 0;
};

} // namespace alcove::inference
