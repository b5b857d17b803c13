#include "inference/media/opencv_codec.h"

#include <mutex>
#include <opencv2/core.hpp>
#include <opencv2/core/utils/logger.hpp>
#include <opencv2/imgcodecs.hpp>
#include <utility>

namespace {

void settleOpenCvOnce()
{
    static std::once_flag once;
    std::call_once(once, [] {
        cv::setNumThreads(1);
        cv::utils::logging::setLogLevel(cv::utils::logging::LOG_LEVEL_SILENT);
    });
}

} // namespace

alcove::inference::CodecOutcome alcoveDecodePicture(
    std::span<const std::byte> encoded, int width, int height, uint8_t *rgb)
{
    using alcove::inference::CodecOutcome;
    settleOpenCvOnce();
    try {
        // OpenCV only reads it, but has no type for bytes that must not change.
        auto *bytes = const_cast<std::byte *>(encoded.data());
        const cv::Mat source(1, int(encoded.size()), CV_8UC1, bytes);
        // OpenCV fills a matrix of the right size in place: 200 megapixels exist once, not twice.
        cv::Mat target(height, width, CV_8UC3, rgb);
        if (cv::imdecode(source, cv::IMREAD_COLOR | cv::IMREAD_IGNORE_ORIENTATION, &target).empty())
            return CodecOutcome::Damaged;
        if (target.data != rgb)
            return CodecOutcome::OtherSize;
    } catch (const cv::Exception &) {
        return CodecOutcome::Damaged;
    }
    const size_t bytes = size_t(width) * size_t(height) * 3;
    for (size_t i = 0; i < bytes; i += 3)
        std::swap(rgb[i], rgb[i + 2]); // OpenCV keeps blue first
    return CodecOutcome::Decoded;
}
