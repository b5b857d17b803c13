#pragma once

#include "inference/media/picture.h"
#include "inference/media/picture_structure.h"
#include "inference/result.h"

#include <optional>

namespace alcove::inference {

/// Decodes with OpenCV, which nothing but the library behind this calls (opencv_codec.h): 8-bit RGB, alpha
/// dropped, orientation left as stored. The size comes from the file's structure and is checked against what
/// OpenCV finds. The first call also loads that library. Thread-safe; says nothing on the error channel and
/// starts no threads.
[[nodiscard]] Result<Picture> decodeWithOpenCv(
    std::span<const std::byte> encoded, const PictureStructure &structure);

} // namespace alcove::inference
