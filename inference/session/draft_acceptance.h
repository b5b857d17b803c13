#pragma once

#include <array>
#include <cstddef>

namespace alcove::inference {

/// How often drafts of one kind are right, by their place in a round. Evidence fades, so that what was
/// given up is tried again some hundred rounds later.
class DraftAcceptance {
public:
    static constexpr int kPlaces = 8;

    /// `expected`: the share that is right, until something is known.
    explicit DraftAcceptance(double expected) : m_expected(expected) {}

    /// A round of this kind: of `proposed` drafts the first `accepted` were right.
    void record(int proposed, int accepted);
    /// A draft at this place (0-based) that was dropped because it is right with this probability.
    void recordDropped(int place, double probability);
    /// A round without drafts of this kind.
    void fade();

    /// Tokens that a round with so many drafts is expected to give, the target's own one included.
    double expectedTokens(int drafts) const;
    /// The share of drafts at this place that are right, those before them being right.
    double share(int place) const;

private:
    void scale(double factor);

    double m_expected;
    struct Count {
        double tried = 0.0, right = 0.0;
    };
    std::array<Count, kPlaces> m_places = {};
};

} // namespace alcove::inference
