#pragma once

#include <array>
#include <cstddef>

namespace alcove::inference {

/// What passes and drafter steps take on this machine, in seconds. What was not measured yet is
/// reckoned from its neighbours.
class DraftCosts {
public:
    static constexpr int kMostRows = 9; ///< the newest token and eight drafts

    void recordPass(int rows, double seconds);
    void recordSteps(int steps, double seconds);

    bool hasMeasured(int rows) const { return m_passes[std::size_t(rows)].count > 0; }
    double passSeconds(int rows) const;
    double stepSeconds() const;

private:
    struct Average {
        double value = 0.0;
        int count = 0;
        void take(double measured);
    };

    std::array<Average, kMostRows + 1> m_passes = {}; ///< by rows
    Average m_step;
};

} // namespace alcove::inference
