#include "inference/session/draft_costs.h"

#include <algorithm>
#include <cstddef>

namespace alcove::inference {

namespace {

constexpr double kNewShare = 0.2;      // weight of a new time once there are some
constexpr double kGuessPerRow = 0.12;  // cost of a further row, in passes, until it is measured
constexpr double kGuessPerStep = 0.07; // cost of a drafter step, in passes, until it is measured
constexpr double kOutlier = 3.0;       // times the average: another program was in the way

double guessedCost(int rows)
{
    return 1.0 + kGuessPerRow * (rows - 1);
}

} // namespace

void DraftCosts::Average::take(double measured)
{
    ++count;
    if (count == 1) {
        value = measured;
        return;
    }
    const double share = std::max(kNewShare, 1.0 / count);
    value += share * (std::min(measured, kOutlier * value) - value);
}

void DraftCosts::recordPass(int rows, double seconds)
{
    if (rows >= 1 && rows <= kMostRows)
        m_passes[size_t(rows)].take(seconds);
}

void DraftCosts::recordSteps(int steps, double seconds)
{
    if (steps > 0)
        m_step.take(seconds / steps);
}

/// Between two measured counts on the line through them, outside of them as the guess says.
double DraftCosts::passSeconds(int rows) const
{
    int below = rows, above = rows;
    while (below > 0 && !hasMeasured(below))
        --below;
    while (above <= kMostRows && !hasMeasured(above))
        ++above;
    if (below == 0 && above > kMostRows)
        return guessedCost(rows);
    if (below == 0)
        return m_passes[size_t(above)].value * guessedCost(rows) / guessedCost(above);
    if (above > kMostRows)
        return m_passes[size_t(below)].value * guessedCost(rows) / guessedCost(below);
    const double low = m_passes[size_t(below)].value;
    const double high = m_passes[size_t(above)].value;
    return below == above ? low : low + (high - low) * (rows - below) / (above - below);
}

double DraftCosts::stepSeconds() const
{
    return m_step.count > 0 ? m_step.value : kGuessPerStep * passSeconds(1);
}

} // namespace alcove::inference
