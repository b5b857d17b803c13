#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

/// The one entrance of libalcove_opencv.so, which opencv_decoder.cpp opens with the first picture.

namespace alcove::inference {

enum class CodecOutcome { Decoded, Damaged, OtherSize };

/// rgb: width * height * 3 bytes. Thread-safe; no exception of OpenCV leaves it.
using DecodePicture = CodecOutcome(std::span<const std::byte> encoded, int width, int height, uint8_t *rgb);

} // namespace alcove::inference

extern "C" alcove::inference::DecodePicture alcoveDecodePicture;
