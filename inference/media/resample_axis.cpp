#include "inference/media/resample_axis.h"

#include <algorithm>
#include <cmath>

namespace alcove::inference {

namespace {

constexpr int kTapGrain = 8; // 8 int16 fill an SSE register; kernels need no tail then

struct ExactAxis {
    int taps = 0;
    std::vector<int32_t> first;
    std::vector<int32_t> count;
    std::vector<double> values; // [outputs, taps], sum 1 an output
};

ExactAxis exactAxis(int inputs, int outputs);
void normalise(std::span<double> weights);
double cubic(double distance);
int fractionBitsFor(double largestWeight);

} // namespace

AxisWeights axisWeights(int inputs, int outputs)
{
    const ExactAxis exact = exactAxis(inputs, outputs);
    const double largest = std::ranges::max(exact.values);

    AxisWeights axis{.taps = exact.taps,
        .fractionBits = fractionBitsFor(largest),
        .first = exact.first,
        .count = exact.count,
        .values = std::vector<int16_t>(exact.values.size())};
    const double one = double(1 << axis.fractionBits);
    std::ranges::transform(exact.values, axis.values.begin(),
        [one](double weight) { return int16_t(std::lround(weight * one)); });
    return axis;
}

namespace {

ExactAxis exactAxis(int inputs, int outputs)
{
    const double scale = double(inputs) / outputs;
    const double stretch = std::max(1.0, scale); // > 1: the kernel widens and so smooths (antialiasing)
    const double support = 2.0 * stretch;

    ExactAxis axis;
    axis.taps = (int(std::ceil(2 * support)) + 1 + kTapGrain - 1) / kTapGrain * kTapGrain;
    axis.first.resize(size_t(outputs));
    axis.count.resize(size_t(outputs));
    axis.values.resize(size_t(outputs) * size_t(axis.taps));
    for (int i = 0; i < outputs; ++i) {
        const double centre = (i + 0.5) * scale;
        const int first = std::max(0, int(centre - support + 0.5));
        const int last = std::min(inputs, int(centre + support + 0.5));
        const std::span<double> weights =
            std::span(axis.values).subspan(size_t(i) * size_t(axis.taps), size_t(last - first));
        for (int j = first; j < last; ++j)
            weights[size_t(j - first)] = cubic((j - centre + 0.5) / stretch);
        normalise(weights);
        axis.first[size_t(i)] = first;
        axis.count[size_t(i)] = last - first;
    }
    return axis;
}

void normalise(std::span<double> weights)
{
    double sum = 0.0;
    for (const double weight : weights)
        sum += weight;
    for (double &weight : weights)
        weight /= sum;
}

/// Keys' cubic convolution kernel with a = -0.5 (IEEE Trans. ASSP 29(6), 1981; spec 3.2).
double cubic(double distance)
{
    const double t = std::abs(distance);
    if (t < 1.0)
        return (1.5 * t - 2.5) * t * t + 1.0;
    if (t < 2.0)
        return ((-0.5 * t + 2.5) * t - 4.0) * t + 2.0;
    return 0.0;
}

/// The most fraction bits with which the largest weight is still a 16-bit integer.
int fractionBitsFor(double largestWeight)
{
    int bits = 0;
    while (bits < 22 && std::lround(largestWeight * double(1 << (bits + 1))) < (1 << 15))
        ++bits;
    return bits;
}

} // namespace

} // namespace alcove::inference
