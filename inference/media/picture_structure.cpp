#include "inference/media/picture_structure.h"

#include <format>
#include <string>

namespace alcove::inference {

namespace {

constexpr int64_t kMostPixels = 200'000'000;
constexpr int64_t kLongestSide = 1'000'000;
constexpr std::string_view kSaveAgain = "Try saving it again from where it came.";

} // namespace

Result<void> checkPictureSize(const PictureStructure &structure)
{
    const int64_t width = structure.width;
    const int64_t height = structure.height;
    if (width < 1 || height < 1)
        return damagedPicture("it says that it has no pixels");
    if (width > kLongestSide || height > kLongestSide || width > kMostPixels / height)
        return failure(std::format("It has {} by {} pixels; Alcove takes pictures of up to 200 megapixels.",
                           width, height),
            "Make it smaller first.");
    return {};
}

std::unexpected<Error> endsInTheMiddle()
{
    return failure("The file ends in the middle of the picture.", std::string(kSaveAgain));
}

std::unexpected<Error> damagedPicture(std::string_view where)
{
    return failure(std::format("The file is damaged: {}.", where), std::string(kSaveAgain));
}

} // namespace alcove::inference
