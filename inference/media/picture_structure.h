#pragma once

#include "inference/media/byte_view.h"
#include "inference/result.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace alcove::inference {

/// What a picture file says about itself, read before anything is decoded or allocated.
struct PictureStructure {
    int64_t width = 0; ///< pixels as stored, before the orientation is applied
    int64_t height = 0;
    int orientation = 1; ///< EXIF's 1 to 8
    /// What the decoder gets instead of the file: the parts that carry pixels and nothing else.
    std::optional<std::vector<std::byte>> rebuilt;
};

/// Walk the file to its end, so that a file cut short is refused with words instead of being shown
/// half grey. Linear in the file's size.
[[nodiscard]] Result<PictureStructure> jpegStructure(ByteView file);
[[nodiscard]] Result<PictureStructure> pngStructure(ByteView file);
[[nodiscard]] Result<PictureStructure> webpStructure(ByteView file);
[[nodiscard]] Result<PictureStructure> tiffStructure(ByteView file);
[[nodiscard]] Result<PictureStructure> bmpStructure(ByteView file);

/// Refuses pictures without pixels and those over 200 megapixels. Every format asks as soon as it
/// knows its size, so that a header alone decides.
[[nodiscard]] Result<void> checkPictureSize(const PictureStructure &structure);

/// The sentences that every format uses.
std::unexpected<Error> endsInTheMiddle();
std::unexpected<Error> damagedPicture(std::string_view where);

} // namespace alcove::inference
