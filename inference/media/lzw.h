#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace alcove::inference {

/// GIF's variable-length LZW (GIF89a specification, appendix F): bytes in, palette indices out,
/// never more of them than were asked for. Damaged input ends the decoding, filled up with zeros.
class LzwDecoder {
public:
    /// codeBits: the file's "minimum code size", 1 to 8 in good files.
    LzwDecoder(int codeBits, size_t pixels);

    void push(std::span<const std::byte> bytes);
    bool finished() const { return m_ended || m_pixels.size() == m_wanted; }
    std::vector<uint8_t> take();

private:
    static constexpr int kMostBits = 12;
    static constexpr int kMostCodes = 1 << kMostBits;

    void takeCode(int code);
    void restart();
    void learn(int prefix, uint8_t last);
    void emit(int code);

    int m_clearCode;
    int m_endCode;
    size_t m_wanted;
    std::vector<uint8_t> m_pixels;
    bool m_ended;

    uint32_t m_buffer = 0;
    int m_buffered = 0;
    int m_width; // bits of the next code
    int m_next;  // first code without an entry
    int m_previous = -1;
    // A code stands for the pixels of its prefix and one more.
    std::array<int16_t, kMostCodes> m_prefix{};
    std::array<uint8_t, kMostCodes> m_first{};
    std::array<uint8_t, kMostCodes> m_last{};
    std::array<uint16_t, kMostCodes> m_length{};
};

} // namespace alcove::inference
