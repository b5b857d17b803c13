#pragma once

#include "inference/media/picture.h"

#include <opencv2/core.hpp>

#include <cstddef>
#include <span>
#include <vector>

/// Pictures that the tests make themselves: red and green above blue and white, wider than high.
namespace alcove::inference {

using Bytes = std::vector<unsigned char>;

/// 48 x 32 pixels in one of OpenCV's types.
cv::Mat quadrants(int type);
/// The same as a file; the extension names the format.
Bytes encodedQuadrants(const char *extension, int type = CV_8UC3, const std::vector<int> &options = {});

Result<Picture> decode(std::span<const unsigned char> bytes);

} // namespace alcove::inference
