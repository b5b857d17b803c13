#include "inference/media/picture_structure.h"
#include "inference/media/tiff_directory.h"

namespace alcove::inference {

namespace {

// TIFF 6.0 and its supplements.
constexpr uint16_t kNewSubfileType = 254;
constexpr uint16_t kWidth = 256;
constexpr uint16_t kHeight = 257;
constexpr uint16_t kStripOffsets = 273;
constexpr uint16_t kOrientation = 274;
constexpr uint16_t kStripByteCounts = 279;
constexpr uint16_t kTileOffsets = 324;
constexpr uint16_t kTileByteCounts = 325;
constexpr uint16_t kSubDirectories = 330;
constexpr uint16_t kExtraSamples = 338;
constexpr uint16_t kSampleFormat = 339;
constexpr uint16_t kDngVersion = 50706;

// Values of ExtraSamples and SampleFormat.
constexpr uint16_t kPremultiplied = 1;
constexpr uint16_t kNotPremultiplied = 2;
constexpr uint16_t kFloatingPoint = 3;

bool isCameraRaw(const TiffDirectory &directory, ByteView file);
bool allPartsInside(const TiffDirectory &directory, uint16_t offsets, uint16_t counts, ByteView file);
std::optional<std::vector<std::byte>> withoutSpecialWishes(
    const TiffDirectory &directory, int orientation, ByteView file);

} // namespace

Result<PictureStructure> tiffStructure(ByteView file)
{
    const auto directory = TiffDirectory::first(file);
    if (!directory)
        return endsInTheMiddle();
    if (isCameraRaw(*directory, file))
        return failure("It is a camera's raw picture; Alcove reads JPEG, PNG, WebP, TIFF, BMP and GIF here.",
            "Save it as JPEG or PNG and take that.");

    if (directory->number(kSampleFormat).value_or(1) == kFloatingPoint)
        return failure(
            "It is a TIFF picture of floating-point numbers.", "Save it with 8 or 16 bits a colour.");

    PictureStructure structure{.width = directory->number(kWidth).value_or(0),
        .height = directory->number(kHeight).value_or(0),
        .orientation = exifOrientation(file),
        .rebuilt = {}};
    if (const Result<void> size = checkPictureSize(structure); !size)
        return std::unexpected(size.error());
    if (!allPartsInside(*directory, kStripOffsets, kStripByteCounts, file) ||
        !allPartsInside(*directory, kTileOffsets, kTileByteCounts, file))
        return endsInTheMiddle();
    structure.rebuilt = withoutSpecialWishes(*directory, structure.orientation, file);
    return structure;
}

namespace {

/// Raw files of most makers are TIFF with a small preview in the first directory; to show that
/// preview as the picture would be a lie.
bool isCameraRaw(const TiffDirectory &directory, ByteView file)
{
    const bool previewFirst =
        (directory.number(kNewSubfileType).value_or(0) & 1) != 0 && directory.has(kSubDirectories);
    return previewFirst || directory.has(kDngVersion) || file.hasAt(8, "CR");
}

bool allPartsInside(const TiffDirectory &directory, uint16_t offsets, uint16_t counts, ByteView file)
{
    const std::vector<uint32_t> starts = directory.numbers(offsets);
    const std::vector<uint32_t> lengths = directory.numbers(counts);
    if ((directory.has(offsets) && starts.empty()) || (directory.has(counts) && lengths.empty()))
        return false;
    for (size_t i = 0; i < starts.size() && i < lengths.size(); ++i) {
        if (!file.holds(starts[i], lengths[i]))
            return false;
    }
    return true;
}

/// The library behind turns a TIFF picture by itself, in some versions only, and multiplies colours
/// with a plain alpha channel; both are done here instead, so it must not see the wish.
std::optional<std::vector<std::byte>> withoutSpecialWishes(
    const TiffDirectory &directory, int orientation, ByteView file)
{
    const bool plainAlpha = directory.number(kExtraSamples) == kNotPremultiplied;
    if (orientation == 1 && !plainAlpha)
        return std::nullopt;
    std::vector<std::byte> copy(file.bytes().begin(), file.bytes().end());
    directory.overwrite(kOrientation, 1, copy);
    if (plainAlpha)
        directory.overwrite(kExtraSamples, kPremultiplied, copy);
    return copy;
}

} // namespace

} // namespace alcove::inference
