#include "inference/session/draft_acceptance.h"

#include <algorithm>

namespace alcove::inference {

namespace {

constexpr double kFading = 0.95;       // weight of the past, a round of this kind
constexpr double kIdleFading = 0.995;  // the same, a round of another kind
constexpr double kExpectedTries = 2.0; // the first expectation weighs as much as so many drafts
constexpr double kCommonTries = 4.0;   // what all places have in common weighs so much for one of them
constexpr double kMostCertain = 0.99;

} // namespace

void DraftAcceptance::record(int proposed, int accepted)
{
    scale(kFading);
    // Drafts behind the first wrong one tell nothing.
    const int looked = std::min({proposed, accepted + 1, kPlaces});
    for (int place = 0; place < looked; ++place) {
        m_places[size_t(place)].tried += 1.0;
        m_places[size_t(place)].right += place < accepted ? 1.0 : 0.0;
    }
}

void DraftAcceptance::recordDropped(int place, double probability)
{
    scale(kFading);
    if (place < kPlaces) {
        m_places[size_t(place)].tried += 1.0;
        m_places[size_t(place)].right += probability;
    }
}

void DraftAcceptance::fade()
{
    scale(kIdleFading);
}

void DraftAcceptance::scale(double factor)
{
    for (Count &count : m_places) {
        count.tried *= factor;
        count.right *= factor;
    }
}

double DraftAcceptance::share(int place) const
{
    Count all{.tried = kExpectedTries, .right = kExpectedTries * m_expected};
    for (const Count &count : m_places) {
        all.tried += count.tried;
        all.right += count.right;
    }
    const Count &own = m_places[size_t(std::min(place, kPlaces - 1))];
    const double share = (own.right + kCommonTries * all.right / all.tried) / (own.tried + kCommonTries);
    return std::min(share, kMostCertain);
}

double DraftAcceptance::expectedTokens(int drafts) const
{
    double tokens = 1.0;
    double chain = 1.0;
    for (int place = 0; place < drafts; ++place) {
        chain *= share(place);
        tokens += chain;
    }
    return tokens;
}

} // namespace alcove::inference
