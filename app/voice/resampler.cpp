#include "app/voice/resampler.h"

#include <samplerate.h>

namespace alcove::app {

namespace {

constexpr int kModelRate = 16'000;

SRC_STATE *newConverter(int samplesPerSecond)
{
    if (samplesPerSecond == kModelRate)
        return nullptr;
    int error = 0;
    return src_new(SRC_SINC_MEDIUM_QUALITY, 1, &error);
}

} // namespace

Resampler::Resampler(int samplesPerSecond)
    : m_ratio(double(kModelRate) / samplesPerSecond)
    , m_converter(newConverter(samplesPerSecond), &src_delete)
{}

Resampler::~Resampler() = default;

QList<float> Resampler::convert(std::span<const float> samples)
{
    if (!m_converter)
        return {samples.begin(), samples.end()};
    QList<float> converted(qsizetype(double(samples.size()) * m_ratio) + 64);
    SRC_DATA data{.data_in = samples.data(),
        .data_out = converted.data(),
        .input_frames = long(samples.size()),
        .output_frames = long(converted.size()),
        .input_frames_used = 0,
        .output_frames_gen = 0,
        .end_of_input = 0,
        .src_ratio = m_ratio};
    const bool done = src_process(m_converter.get(), &data) == 0;
    converted.resize(done ? qsizetype(data.output_frames_gen) : 0);
    return converted;
}

} // namespace alcove::app
