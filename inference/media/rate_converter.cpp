#include "inference/media/rate_converter.h"

#include "inference/media/sound.h"

#include <samplerate.h>

#include <algorithm>
#include <array>
#include <format>

namespace alcove::inference {

namespace {

constexpr int kLowestRate = 1'000;
constexpr int kHighestRate = 768'000;

Error converterFailed(int code);

} // namespace

Result<RateConverter> RateConverter::create(int rate)
{
    if (rate < kLowestRate || rate > kHighestRate)
        return failure(std::format("The recording announces {} samples a second.", rate),
            "Alcove takes 1 000 to 768 000; save it again with 16 000 or 48 000.");
    RateConverter converter(double(kSampleRate) / rate);
    if (rate != kSampleRate) {
        int code = 0;
        converter.m_state.reset(src_new(SRC_SINC_MEDIUM_QUALITY, 1, &code));
        if (!converter.m_state)
            return std::unexpected(converterFailed(code));
    }
    return converter;
}

Result<void> RateConverter::push(std::span<const float> samples)
{
    if (m_state)
        return convert(samples, Input::Continues);
    m_output.insert(m_output.end(), samples.begin(), samples.end());
    return {};
}

Result<std::vector<float>> RateConverter::finish()
{
    if (m_state) {
        if (const Result<void> rest = convert({}, Input::Ends); !rest)
            return std::unexpected(rest.error());
    }
    for (float &sample : m_output)
        sample = std::clamp(sample, -1.0F, 1.0F); // a band-limited curve may swing past its samples
    return std::move(m_output);
}

Result<void> RateConverter::convert(std::span<const float> samples, Input input)
{
    const float nothing = 0.0F;
    std::array<float, 4096> block;
    for (;;) {
        SRC_DATA data{};
        // Without a pointer, even to no samples, the library keeps the end of the sound to itself.
        data.data_in = samples.empty() ? &nothing : samples.data();
        data.input_frames = long(samples.size());
        data.data_out = block.data();
        data.output_frames = long(block.size());
        data.end_of_input = input == Input::Ends ? 1 : 0;
        data.src_ratio = m_ratio;
        if (const int code = src_process(m_state.get(), &data); code != 0)
            return std::unexpected(converterFailed(code));
        m_output.insert(m_output.end(), block.begin(), block.begin() + data.output_frames_gen);
        samples = samples.subspan(size_t(data.input_frames_used));
        if (data.output_frames_gen == 0 && samples.empty())
            return {};
    }
}

void RateConverter::Closer::operator()(SRC_STATE_tag *state) const
{
    src_delete(state);
}

namespace {

Error converterFailed(int code)
{
    return {.what = std::format("The recording could not be brought to 16 kHz: {}.", src_strerror(code)),
        .remedy = "Save it again with 16 000 samples a second."};
}

} // namespace

} // namespace alcove::inference
