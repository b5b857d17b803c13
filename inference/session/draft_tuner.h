#pragma once

#include "inference/session/draft_acceptance.h"
#include "inference/session/draft_costs.h"

#include <array>

namespace alcove::inference {

enum class DraftSource { None, Drafter, Lookup };

/// What a round could draft with.
struct DraftOffer {
    bool drafter = false;
    int found = 0;   ///< drafts that lookup has; 0: none
    int matched = 0; ///< tokens that its find rests on
    int most = 0;    ///< drafts that have room
};

struct DraftChoice {
    DraftSource source = DraftSource::None;
    int depth = 0;

    bool operator==(const DraftChoice &) const = default;
};

/// Chooses source and number of drafts, none included, by the most expected tokens a second from what
/// passes, drafter steps and acceptance were measured to be (spec 5.7). One object a session.
class DraftTuner {
public:
    static constexpr int kDeepest = DraftAcceptance::kPlaces;

    DraftChoice choose(const DraftOffer &offer);

    /// How probable it is that a draft is right of which the drafter says so; learned as it goes.
    double calibrated(double probability) const;
    /// Whether verifying one more draft, after `drafts` others, pays when it is right, with all before
    /// it, with probability `chain`.
    bool worthVerifying(int drafts, double chain) const;
    /// Whether one more drafter step pays. `planned`: still within the chosen depth.
    bool worthDrafting(int drafts, double chain, bool planned) const;

    void recordPass(int rows, double seconds);
    void recordSteps(int steps, double seconds) { m_costs.recordSteps(steps, seconds); }
    /// The outcome of a round of drafts; offered: what choose() was given for it.
    void recordDrafts(const DraftChoice &choice, const DraftOffer &offer, int proposed, int accepted);
    /// A drafter's draft at this place was not verified for want of probability.
    void recordDropped(int place, double probability);
    /// A verified draft of the drafter of which it had said this probability.
    void recordProbability(double probability, bool right);

    const DraftCosts &costs() const { return m_costs; }
    /// Passes take another time from now on: other threads.
    void forgetCosts() { m_costs = {}; }

private:
    struct Calibration {
        double tried = 0.0, right = 0.0;
    };

    double rate(DraftSource source, const DraftAcceptance &acceptance, int depth) const;
    double costOf(int drafts, bool step) const;
    DraftAcceptance &lookupAcceptance(int matched);

    DraftCosts m_costs;
    DraftAcceptance m_drafter{0.7};
    DraftAcceptance m_shortMatch{0.4}, m_longMatch{0.75};
    std::array<Calibration, 4> m_calibration = {};
    double m_bestRate = 0.0; ///< expected tokens a second of the last choice
    int m_roundsSincePlain = 0;
};

} // namespace alcove::inference
