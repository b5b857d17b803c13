#include "inference/session/draft_tuner.h"

#include <algorithm>
#include <cmath>

namespace alcove::inference {

namespace {

constexpr double kFading = 0.95;        // weight of the past, a round
constexpr double kNewShare = 0.2;       // weight of a new time measurement
constexpr double kGuessPerRow = 0.12;   // cost of a further row, in passes, until it is measured
constexpr double kGuessPerStep = 0.07;  // cost of a drafter step, in passes, until it is measured
constexpr int kRoundsUntilNextTry = 24; // plain rounds before drafting is tried again

void smooth(double &average, double value)
{
    average = average > 0.0 ? average + kNewShare * (value - average) : value;
}

} // namespace

int DraftTuner::nextDepth()
{
    int best = 0;
    for (int depth = 1; depth <= kDeepest; ++depth)
        if (expectedTokensPerSecond(depth) > expectedTokensPerSecond(best))
            best = depth;
    if (best > 0) {
        m_roundsWithoutDrafts = 0;
        return best;
    }
    if (++m_roundsWithoutDrafts < kRoundsUntilNextTry)
        return 0;
    m_roundsWithoutDrafts = 0;
    return 1;
}

void DraftTuner::recordPass(int rows, double seconds)
{
    if (rows >= 1 && rows < int(m_passSeconds.size()))
        smooth(m_passSeconds[size_t(rows)], seconds);
}

void DraftTuner::recordDraft(int steps, double seconds)
{
    if (steps > 0)
        smooth(m_stepSeconds, seconds / steps);
}

void DraftTuner::recordAcceptance(int proposed, int accepted)
{
    // Drafts behind the first wrong one tell nothing.
    const int looked = std::min(proposed, accepted + 1);
    m_tried = m_tried * kFading + looked;
    m_right = m_right * kFading + accepted;
}

/// Measured, or reckoned from the nearest measured number of rows.
double DraftTuner::passSeconds(int rows) const
{
    if (m_passSeconds[size_t(rows)] > 0.0)
        return m_passSeconds[size_t(rows)];
    int nearest = 0;
    for (int other = 1; other < int(m_passSeconds.size()); ++other)
        if (m_passSeconds[size_t(other)] > 0.0 &&
            (nearest == 0 || std::abs(other - rows) < std::abs(nearest - rows)))
            nearest = other;
    const auto relative = [](int count) { return 1.0 + kGuessPerRow * (count - 1); };
    return nearest == 0 ? relative(rows)
                        : m_passSeconds[size_t(nearest)] * relative(rows) / relative(nearest);
}

double DraftTuner::expectedTokensPerSecond(int depth) const
{
    const double right = std::clamp(m_right / m_tried, 0.0, 0.995);
    const double tokens = (1.0 - std::pow(right, depth + 1)) / (1.0 - right);
    const double step = m_stepSeconds > 0.0 ? m_stepSeconds : kGuessPerStep * passSeconds(1);
    return tokens / (passSeconds(depth + 1) + depth * step);
}

} // namespace alcove::inference
