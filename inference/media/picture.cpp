#include "inference/media/picture.h"

#include "inference/formats/mapped_file.h"
#include "inference/formats/quoted.h"
#include "inference/media/gif_decoder.h"
#include "inference/media/opencv_decoder.h"
#include "inference/media/picture_format.h"
#include "inference/media/picture_orientation.h"
#include "inference/media/picture_structure.h"

#include <format>
#include <new>

namespace alcove::inference {

namespace {

Result<Picture> decodeUpright(ByteView file);
Result<PictureStructure> structureOf(PictureFormat format, ByteView file);

} // namespace

Result<Picture> readPicture(const std::filesystem::path &path)
{
    const Result<MappedFile> file = MappedFile::open(path);
    if (!file)
        return std::unexpected(file.error());
    Result<Picture> picture = decodePicture(file->bytes());
    if (!picture)
        picture.error().what =
            std::format("{} could not be read. {}", quotedPath(path), picture.error().what);
    return picture;
}

Result<Picture> decodePicture(std::span<const std::byte> encoded)
{
    try {
        return decodeUpright(ByteView(encoded));
    } catch (const std::bad_alloc &) {
        return failure("There is not enough memory for this picture.", "Make it smaller first.");
    }
}

namespace {

Result<Picture> decodeUpright(ByteView file)
{
    const Result<PictureFormat> format = recognisePicture(file);
    if (!format)
        return std::unexpected(format.error());
    if (*format == PictureFormat::Gif)
        return decodeGif(file);

    const Result<PictureStructure> structure = structureOf(*format, file);
    if (!structure)
        return std::unexpected(structure.error());
    Result<Picture> picture = decodeWithOpenCv(file.bytes(), *structure);
    if (picture)
        turnUpright(*picture, structure->orientation);
    return picture;
}

Result<PictureStructure> structureOf(PictureFormat format, ByteView file)
{
    switch (format) {
    case PictureFormat::Jpeg:
        return jpegStructure(file);
    case PictureFormat::Png:
        return pngStructure(file);
    case PictureFormat::WebP:
        return webpStructure(file);
    case PictureFormat::Tiff:
        return tiffStructure(file);
    case PictureFormat::Bmp:
        return bmpStructure(file);
    case PictureFormat::Gif:
        break;
    }
    return failure("It is no picture of a known kind.");
}

} // namespace

} // namespace alcove::inference
