#include "tests/inference/media/encoded_pictures.h"

#include <opencv2/imgcodecs.hpp>

namespace alcove::inference {

cv::Mat quadrants(int type)
{
    const double most = CV_MAT_DEPTH(type) == CV_16U ? 65535.0 : 255.0;
    cv::Mat picture(32, 48, type);
    picture(cv::Rect(0, 0, 24, 16)).setTo(cv::Scalar(0, 0, most, most / 3)); // OpenCV counts blue first
    picture(cv::Rect(24, 0, 24, 16)).setTo(cv::Scalar(0, most, 0, most / 3));
    picture(cv::Rect(0, 16, 24, 16)).setTo(cv::Scalar(most, 0, 0, most / 3));
    picture(cv::Rect(24, 16, 24, 16)).setTo(cv::Scalar(most, most, most, most / 3));
    return picture;
}

Bytes encodedQuadrants(const char *extension, int type, const std::vector<int> &options)
{
    Bytes bytes;
    cv::imencode(extension, quadrants(type), bytes, options);
    return bytes;
}

Result<Picture> decode(std::span<const unsigned char> bytes)
{
    return decodePicture(std::as_bytes(bytes));
}

} // namespace alcove::inference
