#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace alcove::inference {

/// The weights of one axis of a bicubic (a = -0.5), antialiased resampling (spec 3.2), as 16-bit
/// integers with as many fraction bits as the largest weight leaves. Output i is the sum over t of
/// inputs[first[i] + t] * weights(i)[t], rounded, shifted by `fractionBits`, clamped to a byte.
struct AxisWeights {
    int taps = 0; ///< stored weights an output, a multiple of 8; the unused ones are 0
    int fractionBits = 0;
    std::vector<int32_t> first;  ///< [outputs]
    std::vector<int32_t> count;  ///< [outputs], inputs that really count, <= taps
    std::vector<int16_t> values; ///< [outputs, taps]

    std::span<const int16_t> weights(int output) const
    {
        return std::span(values).subspan(size_t(output) * size_t(taps), size_t(taps));
    }
};

/// Both sizes at least 1. Allocates about 4 * max(inputs, outputs) weights.
AxisWeights axisWeights(int inputs, int outputs);

} // namespace alcove::inference
