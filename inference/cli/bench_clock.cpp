#include "inference/cli/bench_clock.h"

#include <algorithm>
#include <chrono>
#include <numeric>
#include <random>

namespace alcove::inference {

Timing timingOf(std::string name, std::vector<double> seconds)
{
    if (seconds.empty())
        return {.name = std::move(name)};
    std::ranges::sort(seconds);
    const size_t middle = seconds.size() / 2;
    const double median =
        seconds.size() % 2 == 1 ? seconds[middle] : (seconds[middle - 1] + seconds[middle]) / 2;
    return {.name = std::move(name),
        .median = median,
        .low = seconds.front(),
        .high = seconds.back(),
        .rounds = int(seconds.size())};
}

Result<std::vector<Timing>> alternate(
    const std::vector<Candidate> &candidates, const BenchBounds &bounds, const std::stop_token &stop)
{
    std::vector<std::vector<double>> seconds(candidates.size());
    std::vector<size_t> order(candidates.size());
    std::iota(order.begin(), order.end(), size_t(0));
    std::minstd_rand random; // the same orders each time
    const auto oneRound = [&](bool measured) {
        for (const size_t i : order) {
            if (stop.stop_requested())
                return;
            const double taken = candidates[i].run();
            if (measured)
                seconds[i].push_back(taken);
        }
        std::ranges::shuffle(order, random);
    };
    if (bounds.warmUp)
        oneRound(false);
    const auto begin = std::chrono::steady_clock::now();
    std::chrono::duration<double> passed{};
    for (int round = 0; round < bounds.rounds && (round == 0 || passed.count() < bounds.seconds); ++round) {
        oneRound(true);
        passed = std::chrono::steady_clock::now() - begin;
    }
    if (stop.stop_requested())
        return failure("The measurement was stopped.");
    std::vector<Timing> timings;
    for (size_t i = 0; i < candidates.size(); ++i)
        timings.push_back(timingOf(candidates[i].name, std::move(seconds[i])));
    return timings;
}

double secondsOf(const std::function<void()> &work)
{
    const auto begin = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

} // namespace alcove::inference
