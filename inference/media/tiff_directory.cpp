#include "inference/media/tiff_directory.h"

namespace alcove::inference {

namespace {

constexpr uint16_t kOrientationTag = 274;
constexpr size_t kEntryBytes = 12;
constexpr uint16_t kShort = 3;

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
    const size_t entries = bigEndian ? file.big16(at) : file.little16(at);
    if (at < 8 || !file.holds(at, 2 + entries * kEntryBytes))
        return std::nullopt;
    return TiffDirectory(file, bigEndian, at, entries);
}

TiffDirectory::TiffDirectory(ByteView file, bool bigEndian, size_t at, size_t entries)
    : m_file(file)
    , m_bigEndian(bigEndian)
    , m_at(at)
    , m_count(entries)
{}

std::optional<uint32_t> TiffDirectory::number(uint16_t tag) const
{
    const std::vector<uint32_t> all = numbers(tag);
    return all.empty() ? std::nullopt : std::optional(all.front());
}

std::vector<uint32_t> TiffDirectory::numbers(uint16_t tag) const
{
    const auto entry = entryOf(tag);
    if (!entry)
        return {};
    const size_t width = integerBytes(read16(*entry + 2));
    const size_t count = read32(*entry + 4);
    const size_t at = width * count <= 4 ? *entry + 8 : read32(*entry + 8);
    if (width == 0 || !m_file.holds(at, width * count))
        return {};
    std::vector<uint32_t> values(count);
    for (size_t k = 0; k < count; ++k) {
        const size_t place = at + k * width;
        values[k] = width == 1 ? m_file.byte(place) : width == 2 ? read16(place) : read32(place);
    }
    return values;
}

void TiffDirectory::overwrite(uint16_t tag, uint16_t value, std::span<std::byte> copyOfFile) const
{
    const auto entry = entryOf(tag);
    if (!entry || read16(*entry + 2) != kShort || read32(*entry + 4) != 1 || *entry + 10 > copyOfFile.size())
        return;
    const auto upper = std::byte(value >> 8);
    const auto lower = std::byte(value & 0xFF);
    copyOfFile[*entry + 8] = m_bigEndian ? upper : lower;
    copyOfFile[*entry + 9] = m_bigEndian ? lower : upper;
}

std::optional<size_t> TiffDirectory::entryOf(uint16_t tag) const
{
    for (size_t i = 0; i < m_count; ++i) {
        const size_t entry = m_at + 2 + i * kEntryBytes;
        if (read16(entry) == tag)
            return entry;
    }
    return std::nullopt;
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
    case kShort:
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
