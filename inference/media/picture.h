#pragma once

#include "inference/result.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <vector>

namespace alcove::inference {

/// A decoded picture: 8-bit RGB, row by row, upright (EXIF applied), without alpha.
struct Picture {
    int width = 0;
    int height = 0;
    std::vector<uint8_t> rgb; ///< [height, width, 3]
};

/// Decodes JPEG, PNG, WebP, TIFF, BMP and GIF (first frame), chosen by the first bytes, never by the name.
/// Grey becomes three equal channels, alpha is dropped, 16 bit is reduced. Blocking; thread-safe.
/// Refuses over 200 megapixels before decoding, other formats by name, damaged files with a sentence.
[[nodiscard]] Result<Picture> readPicture(const std::filesystem::path &file);
[[nodiscard]] Result<Picture> decodePicture(std::span<const std::byte> encoded);

} // namespace alcove::inference
