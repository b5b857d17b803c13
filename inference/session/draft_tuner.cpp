#include "inference/session/draft_tuner.h"

#include <algorithm>
#include <cmath>

namespace alcove::inference {

namespace {

constexpr int kLongMatch = 6;      // tokens from which a find is more than a common phrase
constexpr int kPlainEvery = 256;   // rounds after which the plain pass is measured again
constexpr double kOwnTries = 4.0;  // the drafter's own word weighs as much as so many outcomes
constexpr double kTolerance = 0.7; // within the plan a step may be worth less: costs rise unevenly
constexpr double kFading = 0.98;

size_t calibrationBin(double probability)
{
    constexpr std::array kEdges = {0.2, 0.5, 0.8};
    return size_t(std::ranges::upper_bound(kEdges, probability) - kEdges.begin());
}

} // namespace

DraftChoice DraftTuner::choose(const DraftOffer &offer)
{
    // Everything is weighed against the plain pass, so that is measured first, and now and then again.
    const bool plainIsOld = ++m_roundsSincePlain > kPlainEvery;
    if (!m_costs.hasMeasured(1) || plainIsOld)
        return {};

    DraftChoice best;
    m_bestRate = 1.0 / m_costs.passSeconds(1);
    const auto consider = [&](DraftSource source, const DraftAcceptance &acceptance, int most) {
        for (int depth = 1; depth <= std::min({most, offer.most, kDeepest}); ++depth) {
            const double expected = rate(source, acceptance, depth);
            if (expected > m_bestRate) {
                m_bestRate = expected;
                best = {.source = source, .depth = depth};
            }
        }
    };
    if (offer.drafter)
        consider(DraftSource::Drafter, m_drafter, kDeepest);
    consider(DraftSource::Lookup, lookupAcceptance(offer.matched), offer.found);
    if (best.source != DraftSource::Drafter)
        m_drafter.fade();
    if (best.source != DraftSource::Lookup && offer.found > 0)
        lookupAcceptance(offer.matched).fade();
    return best;
}

double DraftTuner::rate(DraftSource source, const DraftAcceptance &acceptance, int depth) const
{
    const double steps = source == DraftSource::Drafter ? depth * m_costs.stepSeconds() : 0.0;
    return acceptance.expectedTokens(depth) / (m_costs.passSeconds(depth + 1) + steps);
}

DraftAcceptance &DraftTuner::lookupAcceptance(int matched)
{
    return matched >= kLongMatch ? m_longMatch : m_shortMatch;
}

double DraftTuner::calibrated(double probability) const
{
    const Calibration &bin = m_calibration[calibrationBin(probability)];
    return (bin.right + kOwnTries * probability) / (bin.tried + kOwnTries);
}

/// Seconds that one more draft adds to a round with so many.
double DraftTuner::costOf(int drafts, bool step) const
{
    const int rows = std::min(drafts + 1, DraftCosts::kMostRows - 1);
    const double row = std::max(0.0, m_costs.passSeconds(rows + 1) - m_costs.passSeconds(rows));
    return step ? row + m_costs.stepSeconds() : row;
}

// A draft is worth its cost if in that time the best plan would give fewer tokens than it is expected to.

bool DraftTuner::worthVerifying(int drafts, double chain) const
{
    return chain > m_bestRate * costOf(drafts, false) * kTolerance;
}

bool DraftTuner::worthDrafting(int drafts, double chain, bool planned) const
{
    const double expected = chain * m_drafter.share(drafts);
    return expected > m_bestRate * costOf(drafts, true) * (planned ? kTolerance : 1.0);
}

void DraftTuner::recordPass(int rows, double seconds)
{
    m_costs.recordPass(rows, seconds);
    if (rows == 1)
        m_roundsSincePlain = 0;
}

void DraftTuner::recordDrafts(const DraftChoice &choice, const DraftOffer &offer, int proposed, int accepted)
{
    if (choice.source == DraftSource::Drafter)
        m_drafter.record(proposed, accepted);
    else if (choice.source == DraftSource::Lookup)
        lookupAcceptance(offer.matched).record(proposed, accepted);
}

void DraftTuner::recordDropped(int place, double probability)
{
    m_drafter.recordDropped(place, probability);
}

void DraftTuner::recordProbability(double probability, bool right)
{
    Calibration &bin = m_calibration[calibrationBin(probability)];
    bin.tried = bin.tried * kFading + 1.0;
    bin.right = bin.right * kFading + (right ? 1.0 : 0.0);
}

} // namespace alcove::inference
