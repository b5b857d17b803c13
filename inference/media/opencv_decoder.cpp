#include "inference/media/opencv_decoder.h"

#include "inference/media/quiet_errors.h"

#include <opencv2/core.hpp>
#include <opencv2/core/utils/logger.hpp>
#include <opencv2/imgcodecs.hpp>

#include <climits>
#include <mutex>
#include <utility>

namespace alcove::inference {

namespace {

void settleOpenCvOnce();
bool decodeInto(std::span<const std::byte> encoded, cv::Mat &target);

} // namespace

Result<Picture> decodeWithOpenCv(std::span<const std::byte> encoded, const PictureStructure &structure)
{
    const std::span<const std::byte> source = structure.rebuilt ? std::span(*structure.rebuilt) : encoded;
    if (source.size() > size_t(INT_MAX)) // OpenCV counts bytes in an int
        return failure("The file is larger than 2 GB.", "Make it smaller first.");

    Picture picture{.width = int(structure.width), .height = int(structure.height), .rgb = {}};
    picture.rgb.resize(size_t(structure.width) * size_t(structure.height) * 3);
    // OpenCV fills a matrix of the right size in place: 200 megapixels exist once, not twice.
    cv::Mat target(picture.height, picture.width, CV_8UC3, picture.rgb.data());
    settleOpenCvOnce();
    if (!decodeInto(source, target))
        return failure("The file is damaged, or of an unusual kind that cannot be decoded.",
            "Try saving it again as JPEG or PNG.");
    if (target.data != picture.rgb.data())
        return damagedPicture("its size is not the one that it announces");
    for (size_t i = 0; i < picture.rgb.size(); i += 3)
        std::swap(picture.rgb[i], picture.rgb[i + 2]); // OpenCV keeps blue first
    return picture;
}

namespace {

void settleOpenCvOnce()
{
    static std::once_flag once;
    std::call_once(once, [] {
        cv::setNumThreads(1);
        cv::utils::logging::setLogLevel(cv::utils::logging::LOG_LEVEL_SILENT);
    });
}

bool decodeInto(std::span<const std::byte> encoded, cv::Mat &target)
{
    const QuietErrors quiet;
    try {
        // OpenCV only reads it, but has no type for bytes that must not change.
        auto *bytes = const_cast<std::byte *>(encoded.data());
        const cv::Mat source(1, int(encoded.size()), CV_8UC1, bytes);
        return !cv::imdecode(source, cv::IMREAD_COLOR | cv::IMREAD_IGNORE_ORIENTATION, &target).empty();
    } catch (const cv::Exception &) {
        return false;
    }
}

} // namespace

} // namespace alcove::inference
