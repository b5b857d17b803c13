#include "inference/media/sound.h"

#include "inference/media/rate_converter.h"

#include <algorithm>

namespace alcove::inference {

Result<std::vector<float>> resampledTo16kHz(std::span<const float> samples, int rate)
{
    Result<RateConverter> converter = RateConverter::create(rate);
    if (!converter)
        return std::unexpected(converter.error());
    if (const Result<void> pushed = converter->push(samples); !pushed)
        return std::unexpected(pushed.error());
    return converter->finish();
}

std::vector<float> soundFrames(std::span<const float> samples, int frameSize)
{
    const size_t size = size_t(frameSize);
    std::vector<float> frames((samples.size() + size - 1) / size * size);
    std::ranges::copy(samples, frames.begin());
    return frames;
}

} // namespace alcove::inference
