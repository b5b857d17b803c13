#include "app/voice/level_meter.h"

#include <algorithm>
#include <cmath>

namespace alcove::app {

namespace {

constexpr double kWindowSeconds = 0.06;
constexpr int windows(double seconds)
{
    return int(seconds / kWindowSeconds + 0.5);
}

constexpr double kQuietest = -60.0; // dB, the foot of the scale
constexpr double kLowestFloor = -70.0;
constexpr double kFloorRise = 3.0 * kWindowSeconds;
constexpr double kSpeechAboveNoise = 9.0;
constexpr float kFullScale = 0.999F; // 16-bit devices clip at 32767 / 32768

} // namespace

LevelMeter::LevelMeter(int samplesPerSecond)
    : m_windowLength(size_t(std::max(1.0, samplesPerSecond * kWindowSeconds)))
{}

std::vector<SoundLevel> LevelMeter::measure(std::span<const float> samples)
{
    std::vector<SoundLevel> levels;
    for (const float sample : samples) {
        m_sum += double(sample);
        m_squares += double(sample) * double(sample);
        m_peak = std::max(m_peak, std::abs(sample));
        if (++m_filled == m_windowLength)
            levels.push_back(finishWindow());
    }
    return levels;
}

SoundLevel LevelMeter::finishWindow()
{
    const double count = double(m_filled);
    const double mean = m_sum / count; // cheap microphones add a constant
    const double power = std::max(m_squares / count - mean * mean, 0.0);
    const double decibels = 10.0 * std::log10(power + 1e-12);

    m_noiseFloor = m_begun ? std::min(decibels, m_noiseFloor + kFloorRise) : decibels;
    m_begun = true;
    const bool speech = decibels > std::max(m_noiseFloor, kLowestFloor) + kSpeechAboveNoise;
    m_windowsWithoutSpeech = speech ? 0 : m_windowsWithoutSpeech + 1;
    m_windowsOfZeros = m_peak == 0.0F ? m_windowsOfZeros + 1 : 0;

    const SoundLevel level{.level = std::clamp(1.0 - decibels / kQuietest, 0.0, 1.0),
        .clipped = m_peak >= kFullScale,
        .silent = m_windowsWithoutSpeech >= windows(3.0),
        .muted = m_windowsOfZeros >= windows(1.0)};
    m_filled = 0;
    m_sum = m_squares = 0.0;
    m_peak = 0.0F;
    return level;
}

} // namespace alcove::app
