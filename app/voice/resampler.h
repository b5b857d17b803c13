#pragma once

#include <QList>

#include <memory>
#include <span>

struct SRC_STATE_tag;

namespace alcove::app {

/// Turns a stream of mono samples into 16 kHz, band-limited (libsamplerate, medium sinc). Holds back the
/// few milliseconds that its filter needs to look ahead.
class Resampler {
public:
    explicit Resampler(int samplesPerSecond);
    ~Resampler();
    Resampler(const Resampler &) = delete;
    Resampler &operator=(const Resampler &) = delete;

    QList<float> convert(std::span<const float> samples);

private:
    double m_ratio;
    std::unique_ptr<SRC_STATE_tag, SRC_STATE_tag *(*)(SRC_STATE_tag *)> m_converter; ///< null at 16 kHz
};

} // namespace alcove::app
