#pragma once

#include <cstdint>

namespace alcove::inference {

/// Sum of a[i] * b[i]. Sixteen running sums, added in a fixed order: the same bits whatever
/// surrounds the call, and a shape that compilers turn into vectors.
inline float dot(const float *a, const float *b, int64_t count)
{
    constexpr int kLanes = 16;
    float sums[kLanes] = {};
    int64_t i = 0;
    for (; i + kLanes <= count; i += kLanes)
        for (int lane = 0; lane < kLanes; ++lane)
            sums[lane] += a[i + lane] * b[i + lane];
    for (; i < count; ++i)
        sums[i % kLanes] += a[i] * b[i];
    for (int width = kLanes / 2; width > 0; width /= 2)
        for (int lane = 0; lane < width; ++lane)
            sums[lane] += sums[lane + width];
    return sums[0];
}

} // namespace alcove::inference
