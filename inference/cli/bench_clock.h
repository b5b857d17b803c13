#pragma once

#include "inference/result.h"

#include <functional>
#include <stop_token>
#include <string>
#include <vector>

namespace alcove::inference {

/// Seconds that something took, over several rounds.
struct Timing {
    std::string name;
    double median = 0.0;
    double low = 0.0, high = 0.0; ///< the fastest and the slowest round
    int rounds = 0;
};

Timing timingOf(std::string name, std::vector<double> seconds);

/// Something to be timed. What it does outside of the measured part stays out of the result.
struct Candidate {
    std::string name;
    std::function<double()> run; ///< the seconds of its measured part
};

struct BenchBounds {
    int rounds = 5;
    double seconds = 20.0; ///< no new round of a comparison after so long; one is always made
    bool warmUp = true;    ///< an unmeasured round before, after which pages and caches are warm
};

/// Runs the candidates in turn, round by round, because the speed of a machine drifts: what is compared
/// must be measured side by side. Their order changes, because what ran before leaves its traces (a pass
/// right behind a loop that only reads took a tenth longer). Fails when stopped.
[[nodiscard]] Result<std::vector<Timing>> alternate(
    const std::vector<Candidate> &candidates, const BenchBounds &bounds, const std::stop_token &stop);

/// The seconds that a piece of work takes.
double secondsOf(const std::function<void()> &work);

} // namespace alcove::inference
