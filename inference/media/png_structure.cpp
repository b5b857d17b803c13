#include "inference/media/picture_structure.h"
#include "inference/media/tiff_directory.h"

#include <array>

namespace alcove::inference {

namespace {

constexpr size_t kSignatureBytes = 8;
constexpr size_t kFrameBytes = 12; // length, type, checksum around a chunk's data

bool carriesPixels(ByteView file, size_t chunk);
uint32_t checksum(std::span<const std::byte> bytes);
std::array<uint32_t, 256> checksumTable();

} // namespace

/// Only the chunks that carry pixels go on: libpng prints a warning for odd colour profiles and
/// dates, which many good pictures have, and transparency must not be mixed in.
Result<PictureStructure> pngStructure(ByteView file)
{
    PictureStructure structure;
    std::vector<std::byte> &rebuilt = structure.rebuilt.emplace();
    rebuilt.reserve(file.size());
    const auto append = [&rebuilt](ByteView part) {
        rebuilt.insert(rebuilt.end(), part.bytes().begin(), part.bytes().end());
    };
    append(file.part(0, kSignatureBytes));

    for (size_t at = kSignatureBytes; file.holds(at, kFrameBytes);) {
        const size_t length = file.big32(at);
        if (!file.holds(at, length + kFrameBytes))
            return endsInTheMiddle();
        const ByteView chunk = file.part(at, length + kFrameBytes);
        if (carriesPixels(file, at)) {
            if (checksum(chunk.part(4, length + 4).bytes()) != chunk.big32(length + 8))
                return damagedPicture("a checksum does not match");
            append(chunk);
        }
        if (file.hasAt(at + 4, "IHDR")) {
            structure.width = chunk.big32(8);
            structure.height = chunk.big32(12);
            if (const Result<void> size = checkPictureSize(structure); !size)
                return std::unexpected(size.error());
        } else if (file.hasAt(at + 4, "eXIf")) {
            structure.orientation = exifOrientation(chunk.part(8, length));
        } else if (file.hasAt(at + 4, "IEND")) {
            if (structure.width == 0)
                return damagedPicture("it holds no picture");
            return structure;
        }
        at += length + kFrameBytes;
    }
    return endsInTheMiddle();
}

namespace {

bool carriesPixels(ByteView file, size_t chunk)
{
    for (const std::string_view type : {"IHDR", "PLTE", "IDAT", "IEND"}) {
        if (file.hasAt(chunk + 4, type))
            return true;
    }
    return false;
}

/// CRC-32 of the PNG specification, annex D.
uint32_t checksum(std::span<const std::byte> bytes)
{
    static const std::array<uint32_t, 256> table = checksumTable();
    uint32_t value = 0xFFFFFFFFU;
    for (const std::byte byte : bytes)
        value = table[(value ^ std::to_integer<uint32_t>(byte)) & 0xFFU] ^ (value >> 8);
    return ~value;
}

std::array<uint32_t, 256> checksumTable()
{
    std::array<uint32_t, 256> table{};
    for (uint32_t n = 0; n < 256; ++n) {
        uint32_t value = n;
        for (int bit = 0; bit < 8; ++bit)
            value = (value & 1U) != 0 ? 0xEDB88320U ^ (value >> 1) : value >> 1;
        table[n] = value;
    }
    return table;
}

} // namespace

} // namespace alcove::inference
