#pragma once

#include <array>

namespace alcove::inference {

/// Chooses how many tokens to draft in the next round from what passes, drafter steps and acceptance
/// were measured to be (spec 5.7): the depth with the most expected tokens a second, none included.
class DraftTuner {
public:
    static constexpr int kDeepest = 6;

    int nextDepth();

    void recordPass(int rows, double seconds);
    void recordDraft(int steps, double seconds);
    void recordAcceptance(int proposed, int accepted);

private:
    double passSeconds(int rows) const;
    double expectedTokensPerSecond(int depth) const;

    std::array<double, kDeepest + 2> m_passSeconds = {}; ///< by rows; 0: not measured
    double m_stepSeconds = 0.0;
    // Running counts of drafted tokens that were looked at and that were right; old rounds fade.
    double m_tried = 4.0;
    double m_right = 2.8;
    int m_roundsWithoutDrafts = 0;
};

} // namespace alcove::inference
