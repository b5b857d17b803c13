#include "app/voice/speech_gate.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <numeric>
#include <ranges>
#include <vector>

namespace alcove::app {

namespace {

constexpr size_t kRate = 16'000;
constexpr size_t kFrame = kRate / 50; // 20 ms
constexpr size_t frames(double seconds)
{
    return size_t(seconds * 50.0 + 0.5);
}

constexpr double kSpeechAboveNoise = 9.0; // dB
// The rounding noise of a silent 16-bit device lies at -98 dB, quiet rooms at -70 and above.
constexpr double kLowestFloor = -70.0;
constexpr double kFloorRise = 3.0 / 50.0; // dB a frame: three a second
constexpr size_t kFirstMoments = frames(1.5);
constexpr size_t kShortestRun = 3;
constexpr size_t kLeastSpeech = frames(0.3);
constexpr size_t kKeptBefore = frames(0.3);
constexpr size_t kKeptAfter = frames(0.5);
constexpr size_t kLongestPause = frames(1.2);
constexpr size_t kKeptOfPauseAtEachSide = frames(0.3);
constexpr size_t kLongestPiece = frames(30.0);
constexpr size_t kEarliestCut = frames(20.0);
constexpr size_t kQuietPlace = frames(0.2);

/// Frames [begin, end).
struct Run {
    size_t begin = 0;
    size_t end = 0;
    size_t length() const { return end - begin; }
};

/// Energy of each whole frame in dB of full scale, without a microphone's constant offset.
std::vector<double> frameLevels(std::span<const float> samples)
{
    std::vector<double> levels(samples.size() / kFrame);
    for (size_t frame = 0; frame < levels.size(); ++frame) {
        const std::span<const float> part = samples.subspan(frame * kFrame, kFrame);
        const double mean = std::accumulate(part.begin(), part.end(), 0.0) / double(kFrame);
        double squares = 0.0;
        for (const float sample : part)
            squares += (double(sample) - mean) * (double(sample) - mean);
        levels[frame] = 10.0 * std::log10(squares / double(kFrame) + 1e-12);
    }
    return levels;
}

/// A slowly rising minimum of the energy. It starts at the lowest of the first moments, because a
/// recording may begin in the middle of a word.
template <typename Levels, typename Floor>
void followMinimum(const Levels &levels, Floor floor)
{
    double minimum = std::ranges::min(levels | std::views::take(kFirstMoments));
    for (const auto &[level, place] : std::views::zip(levels, floor)) {
        minimum = std::min(level, minimum + kFloorRise);
        place = std::max(place, minimum);
    }
}

/// Followed from both ends, the higher one counts: a fan that goes on or off is noise on its whole length.
std::vector<double> noiseFloor(const std::vector<double> &levels)
{
    std::vector<double> floor(levels.size(), kLowestFloor);
    followMinimum(std::views::all(levels), std::views::all(floor));
    followMinimum(levels | std::views::reverse, floor | std::views::reverse);
    return floor;
}

std::vector<Run> speechRuns(const std::vector<double> &levels)
{
    const std::vector<double> floor = noiseFloor(levels);
    std::vector<Run> runs;
    for (size_t frame = 0; frame < levels.size();) {
        size_t end = frame;
        while (end < levels.size() && levels[end] > floor[end] + kSpeechAboveNoise)
            ++end;
        if (end - frame >= kShortestRun)
            runs.push_back({frame, end});
        frame = end + 1;
    }
    return runs;
}

/// What is kept around and between the runs of speech.
std::vector<Run> keptStretches(const std::vector<Run> &speech, size_t frameCount)
{
    std::vector<Run> kept{{speech.front().begin - std::min(speech.front().begin, kKeptBefore), 0}};
    for (size_t i = 0; i + 1 < speech.size(); ++i) {
        if (speech[i + 1].begin - speech[i].end <= kLongestPause)
            continue;
        kept.back().end = speech[i].end + kKeptOfPauseAtEachSide;
        kept.push_back({speech[i + 1].begin - kKeptOfPauseAtEachSide, 0});
    }
    kept.back().end = std::min(speech.back().end + kKeptAfter, frameCount);
    return kept;
}

QList<float> joined(std::span<const float> samples, const std::vector<Run> &stretches)
{
    QList<float> sound;
    for (const Run &stretch : stretches) {
        // Behind the last whole frame there may be a few samples more.
        const bool last = stretch.end == samples.size() / kFrame;
        const size_t begin = stretch.begin * kFrame;
        const size_t end = last ? samples.size() : stretch.end * kFrame;
        const std::span<const float> part = samples.subspan(begin, end - begin);
        std::ranges::copy(part, std::back_inserter(sound));
    }
    return sound;
}

/// The frame in the middle of the quietest place where the piece that begins at `begin` may end.
size_t quietestCut(const std::vector<double> &levels, size_t begin)
{
    size_t best = begin + kEarliestCut;
    double bestEnergy = std::numeric_limits<double>::infinity();
    for (size_t place = begin + kEarliestCut; place + kQuietPlace <= begin + kLongestPiece; ++place) {
        double energy = 0.0;
        for (size_t frame = place; frame < place + kQuietPlace; ++frame)
            energy += std::pow(10.0, levels[frame] / 10.0);
        if (energy < bestEnergy) {
            bestEnergy = energy;
            best = place;
        }
    }
    return best + kQuietPlace / 2;
}

QList<QList<float>> cutPieces(const QList<float> &sound)
{
    const std::vector<double> levels = frameLevels(sound);
    QList<QList<float>> pieces;
    size_t begin = 0;
    while (levels.size() - begin > kLongestPiece) {
        const size_t end = quietestCut(levels, begin);
        pieces += sound.sliced(qsizetype(begin * kFrame), qsizetype((end - begin) * kFrame));
        begin = end;
    }
    pieces += sound.sliced(qsizetype(begin * kFrame));
    return pieces;
}

} // namespace

QList<QList<float>> speechPieces(std::span<const float> samples)
{
    const std::vector<double> levels = frameLevels(samples);
    if (levels.size() < kLeastSpeech)
        return {};
    const std::vector<Run> speech = speechRuns(levels);
    size_t heard = 0;
    for (const Run &run : speech)
        heard += run.length();
    if (heard < kLeastSpeech)
        return {};
    return cutPieces(joined(samples, keptStretches(speech, levels.size())));
}

} // namespace alcove::app
