#include "inference/media/picture_structure.h"

#include <cstdlib>

namespace alcove::inference {

namespace {

constexpr size_t kFileHeader = 14;
constexpr uint32_t kOldestHeader = 12; // OS/2's, with 16-bit sizes
constexpr uint32_t kUncompressed = 0;
constexpr uint32_t kBitFields = 3;

} // namespace

Result<PictureStructure> bmpStructure(ByteView file)
{
    const uint32_t headerBytes = file.little32(kFileHeader);
    if (!file.holds(kFileHeader, headerBytes))
        return endsInTheMiddle();

    PictureStructure structure;
    uint32_t bitsPerPixel = 0;
    uint32_t compression = kUncompressed;
    if (headerBytes == kOldestHeader) {
        structure.width = file.little16(18);
        structure.height = file.little16(20);
        bitsPerPixel = file.little16(24);
    } else {
        structure.width = int32_t(file.little32(18));
        structure.height = std::abs(int64_t(int32_t(file.little32(22)))); // negative: stored top-down
        bitsPerPixel = file.little16(28);
        compression = file.little32(30);
    }
    if (const Result<void> size = checkPictureSize(structure); !size)
        return std::unexpected(size.error());
    if (bitsPerPixel > 32)
        return damagedPicture("it announces an impossible depth of colour");

    if (compression == kUncompressed || compression == kBitFields) {
        const int64_t rowBytes = (structure.width * bitsPerPixel + 31) / 32 * 4;
        const size_t pixelsAt = file.little32(10);
        if (!file.holds(pixelsAt, size_t(rowBytes) * size_t(structure.height)))
            return endsInTheMiddle();
    }
    return structure;
}

} // namespace alcove::inference
