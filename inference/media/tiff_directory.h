#pragma once

#include "inference/media/byte_view.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace alcove::inference {

/// The first directory of a TIFF file; EXIF data is one too (TIFF 6.0, section 2).
class TiffDirectory {
public:
    /// Nothing if the bytes are no TIFF or the directory lies outside of them.
    static std::optional<TiffDirectory> first(ByteView file);

    bool has(uint16_t tag) const { return entryOf(tag).has_value(); }
    /// An integer tag's first number; nothing if it is missing or no integer.
    std::optional<uint32_t> number(uint16_t tag) const;
    /// All numbers of an integer tag; empty if it is missing, or its values lie outside of the file.
    std::vector<uint32_t> numbers(uint16_t tag) const;

    /// Lets a tag of one 16-bit number say something else in a copy of the file. Leaves the copy alone
    /// where the tag is missing or of another kind.
    void overwrite(uint16_t tag, uint16_t value, std::span<std::byte> copyOfFile) const;

private:
    TiffDirectory(ByteView file, bool bigEndian, size_t at, size_t entries);
    std::optional<size_t> entryOf(uint16_t tag) const;
    uint16_t read16(size_t at) const { return m_bigEndian ? m_file.big16(at) : m_file.little16(at); }
    uint32_t read32(size_t at) const { return m_bigEndian ? m_file.big32(at) : m_file.little32(at); }

    ByteView m_file;
    bool m_bigEndian;
    size_t m_at;
    size_t m_count;
};

/// 1 to 8; 1 if the block is damaged or says nothing.
int exifOrientation(ByteView exif);

} // namespace alcove::inference
