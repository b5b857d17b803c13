#include "inference/session/loop_detector.h"

#include <algorithm>
#include <cstddef>

namespace alcove::inference {

namespace {

constexpr size_t kLongestPeriod = 64;
constexpr size_t kFewestRepeats = 8;
constexpr size_t kFewestTokens = 256;

} // namespace

bool repeatsItself(std::span<const TokenId> tokens)
{
    if (tokens.size() < kFewestTokens)
        return false;
    for (size_t period = 1; period <= kLongestPeriod; ++period) {
        const size_t length = std::max(kFewestTokens, period * kFewestRepeats);
        if (tokens.size() < length)
            return false;
        const std::span<const TokenId> end = tokens.last(length);
        // Most periods fail on the first comparison.
        if (std::ranges::equal(end.subspan(period), end.first(length - period)))
            return true;
    }
    return false;
}

} // namespace alcove::inference
