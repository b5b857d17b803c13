#include "inference/media/sound.h"

#include "inference/formats/mapped_file.h"
#include "inference/formats/quoted.h"
#include "inference/media/rate_converter.h"
#include "inference/media/wav_format.h"

#include <algorithm>
#include <array>
#include <format>

namespace alcove::inference {

namespace {

constexpr size_t kLongestMinutes = 30;

Result<void> checkLength(const WavFormat &format);

} // namespace

Result<std::vector<float>> readWav(const std::filesystem::path &path)
{
    const Result<MappedFile> file = MappedFile::open(path);
    if (!file)
        return std::unexpected(file.error());
    Result<std::vector<float>> samples = decodeWav(file->bytes());
    if (!samples)
        samples.error().what =
            std::format("{} could not be read. {}", quotedPath(path), samples.error().what);
    return samples;
}

Result<std::vector<float>> decodeWav(std::span<const std::byte> bytes)
{
    const Result<WavFormat> format = readWavFormat(ByteView(bytes));
    if (!format)
        return std::unexpected(format.error());
    Result<RateConverter> converter = RateConverter::create(format->rate);
    if (!converter)
        return std::unexpected(converter.error());
    if (const Result<void> length = checkLength(*format); !length)
        return std::unexpected(length.error());

    std::array<float, 4096> block;
    for (size_t first = 0; first < format->frameCount(); first += block.size()) {
        const std::span<float> mono =
            std::span(block).first(std::min(block.size(), format->frameCount() - first));
        readMono(*format, first, mono);
        if (const Result<void> pushed = converter->push(mono); !pushed)
            return std::unexpected(pushed.error());
    }
    Result<std::vector<float>> samples = converter->finish();
    if (samples && samples->empty())
        return emptyRecording(); // shorter than one sample at 16 kHz
    return samples;
}

namespace {

Result<void> checkLength(const WavFormat &format)
{
    const size_t seconds = format.frameCount() / size_t(format.rate);
    if (seconds < kLongestMinutes * 60)
        return {};
    return failure(
        std::format("The recording lasts {} minutes; Alcove takes up to {}.", seconds / 60, kLongestMinutes),
        "Cut it into shorter ones.");
}

} // namespace

} // namespace alcove::inference
