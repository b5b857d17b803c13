#include "inference/media/tiff_directory.h"

#include <algorithm>

namespace alcove::inference {

namespace {

constexpr uint16_t kOrientationTag = 274;
constexpr size_t kEntryBytes = 12;

/// Bytes of one number of an integer type; 0 for other types.
size_t integerBytes(uint16_t type);

} // namespace

std::optional<TiffDirectory> TiffDirectory::first(ByteView file)
{
    const bool bigEndian = file.hasAt(0, "MM");
    if (!bigEndian && !file.hasAt(0, "II"))
        return std::nullopt;
    if ((bigEndian ? file.big16(2) : file.little16(2)) != 42)
        return std::nullopt;
    const size_t at = bigEndian ? file.big32(4) : file.little32(4);
    if (at < 8 || !file.holds(at, 2))
        return std::nullopt;
    return TiffDirectory(file, bigEndian, at);
}

TiffDirectory::TiffDirectory(ByteView file, bool bigEndian, size_t at)
    : m_file(file)
    , m_bigEndian(bigEndian)
    , m_at(at)
    , m_count(0)
{
    m_count = std::min<size_t>(read16(at), (file.size() - at - 2) / kEntryBytes);
}

std::optional<uint32_t> TiffDirectory::number(uint16_t tag) const
{
    const std::vector<uint32_t> all = numbers(tag);
    return all.empty() ? std::nullopt : std::optional(all.front());
}

std::vector<uint32_t> TiffDirectory::numbers(uint16_t tag) const
{
    for (size_t i = 0; i < m_count; ++i) {
        const size_t entry = m_at + 2 + i * kEntryBytes;
        if (read16(entry) != tag)
            continue;
        const size_t width = integerBytes(read16(entry + 2));
        const size_t count = read32(entry + 4);
        const size_t at = width * count <= 4 ? entry + 8 : read32(entry + 8);
        if (width == 0 || !m_file.holds(at, width * count))
            return {};
        std::vector<uint32_t> values(count);
        for (size_t k = 0; k < count; ++k) {
            const size_t place = at + k * width;
            values[k] = width == 1 ? m_file.byte(place) : width == 2 ? read16(place) : read32(place);
        }
        return values;
    }
    return {};
}

int exifOrientation(ByteView exif)
{
    const auto directory = TiffDirectory::first(exif);
    const uint32_t value = directory ? directory->number(kOrientationTag).value_or(1) : 1;
    return value >= 1 && value <= 8 ? int(value) : 1;
}

namespace {

size_t integerBytes(uint16_t type)
{
    switch (type) {
    case 1: // BYTE
    case 7: // UNDEFINED
        return 1;
    case 3: // SHORT
        return 2;
    case 4:  // LONG
    case 13: // IFD
        return 4;
    default:
        return 0;
    }
}

} // namespace

} // namespace alcove::inference
