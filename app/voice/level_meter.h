#pragma once

#include <QtTypes>

#include <span>
#include <vector>

namespace alcove::app {

/// What was measured in 60 ms of sound.
struct SoundLevel {
    qreal level = 0.0;    ///< 0 to 1: loudness from -60 dB to full scale
    bool clipped = false; ///< a sample reached the end of the scale
    bool silent = false;  ///< for 3 s nothing stood out of the noise
    bool muted = false;   ///< for 1 s every sample was exactly zero
};

/// Measures a stream of mono samples. No thread of its own.
class LevelMeter {
public:
    explicit LevelMeter(int samplesPerSecond);

    /// One level for every 60 ms that are complete now.
    std::vector<SoundLevel> measure(std::span<const float> samples);

private:
    SoundLevel finishWindow();

    size_t m_windowLength;
    size_t m_filled = 0;
    double m_sum = 0.0;
    double m_squares = 0.0;
    float m_peak = 0.0F;
    double m_noiseFloor = 0.0; ///< dB, the slowly rising minimum
    bool m_begun = false;
    int m_windowsWithoutSpeech = 0;
    int m_windowsOfZeros = 0;
};

} // namespace alcove::app
