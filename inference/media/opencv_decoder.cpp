#include "inference/media/opencv_decoder.h"

#include "inference/media/opencv_codec.h"
#include "inference/media/quiet_errors.h"

#include <climits>
#include <dlfcn.h>
#include <format>

namespace alcove::inference {

namespace {

constexpr auto kLibrary = "libalcove_opencv.so";

Result<DecodePicture *> loadCodec()
{
    void *library = ::dlopen(kLibrary, RTLD_NOW | RTLD_LOCAL);
    void *entrance = library ? ::dlsym(library, "alcoveDecodePicture") : nullptr;
    if (!entrance)
        return failure(
            std::format("The part of Alcove that reads pictures cannot be loaded: {}.", ::dlerror()),
            "Install Alcove again.");
    return reinterpret_cast<DecodePicture *>(entrance);
}

/// OpenCV's codecs bring a hundred and fifty libraries along. Loading them takes longer than all else that a
/// start does before the model, so they come with the first picture, and stay.
const Result<DecodePicture *> &codec()
{
    static const Result<DecodePicture *> loaded = loadCodec();
    return loaded;
}

} // namespace

Result<Picture> decodeWithOpenCv(std::span<const std::byte> encoded, const PictureStructure &structure)
{
    const std::span<const std::byte> source = structure.rebuilt ? std::span(*structure.rebuilt) : encoded;
    if (source.size() > size_t(INT_MAX)) // OpenCV counts bytes in an int
        return failure("The file is larger than 2 GB.", "Make it smaller first.");
    const QuietErrors quiet;
    const Result<DecodePicture *> &decode = codec();
    if (!decode)
        return std::unexpected(decode.error());

    Picture picture{.width = int(structure.width), .height = int(structure.height), .rgb = {}};
    picture.rgb.resize(size_t(structure.width) * size_t(structure.height) * 3);
    switch ((*decode)(source, picture.width, picture.height, picture.rgb.data())) {
    case CodecOutcome::Decoded:
        return picture;
    case CodecOutcome::OtherSize:
        return damagedPicture("its size is not the one that it announces");
    case CodecOutcome::Damaged:
        break;
    }
    return failure("The file is damaged, or of an unusual kind that cannot be decoded.",
        "Try saving it again as JPEG or PNG.");
}

} // namespace alcove::inference
