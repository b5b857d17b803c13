#include "inference/media/lzw.h"

#include <algorithm>
#include <utility>

namespace alcove::inference {

LzwDecoder::LzwDecoder(int codeBits, size_t pixels)
    : m_clearCode(1 << std::clamp(codeBits, 1, 8))
    , m_endCode(m_clearCode + 1)
    , m_wanted(pixels)
    , m_ended(codeBits < 1 || codeBits > 8)
    , m_width(0)
    , m_next(0)
{
    for (int code = 0; code < m_clearCode; ++code) {
        m_prefix[size_t(code)] = -1;
        m_first[size_t(code)] = uint8_t(code);
        m_last[size_t(code)] = uint8_t(code);
        m_length[size_t(code)] = 1;
    }
    restart();
}

void LzwDecoder::push(std::span<const std::byte> bytes)
{
    for (const std::byte byte : bytes) {
        m_buffer |= std::to_integer<uint32_t>(byte) << m_buffered;
        m_buffered += 8;
        while (m_buffered >= m_width && !finished()) {
            const int code = int(m_buffer & ((1U << m_width) - 1U));
            m_buffer >>= m_width;
            m_buffered -= m_width;
            takeCode(code);
        }
        if (finished())
            return;
    }
}

std::vector<uint8_t> LzwDecoder::take()
{
    m_pixels.resize(m_wanted);
    return std::move(m_pixels);
}

void LzwDecoder::takeCode(int code)
{
    if (code == m_clearCode) {
        restart();
        return;
    }
    // A code without an entry can only be the previous one followed by its own first pixel.
    const bool unknown = code >= m_next;
    if (code == m_endCode || code > m_next || (unknown && (m_previous < 0 || m_next == kMostCodes))) {
        m_ended = true;
        return;
    }
    if (m_previous >= 0 && m_next < kMostCodes)
        learn(m_previous, m_first[size_t(unknown ? m_previous : code)]);
    emit(code);
    m_previous = code;
}

void LzwDecoder::restart()
{
    m_next = m_endCode + 1;
    m_previous = -1;
    m_width = 1;
    while ((1 << m_width) < m_next)
        ++m_width;
}

void LzwDecoder::learn(int prefix, uint8_t last)
{
    const auto code = size_t(m_next);
    m_prefix[code] = int16_t(prefix);
    m_first[code] = m_first[size_t(prefix)];
    m_last[code] = last;
    m_length[code] = uint16_t(m_length[size_t(prefix)] + 1);
    ++m_next;
    if (m_next == (1 << m_width) && m_width < kMostBits)
        ++m_width;
}

/// Writes a code's pixels from the last to the first, as the prefixes lead.
void LzwDecoder::emit(int code)
{
    size_t place = m_pixels.size() + m_length[size_t(code)];
    m_pixels.resize(std::min(place, m_wanted));
    for (int at = code; at >= 0; at = m_prefix[size_t(at)]) {
        --place;
        if (place < m_wanted)
            m_pixels[place] = m_last[size_t(at)];
    }
}

} // namespace alcove::inference
