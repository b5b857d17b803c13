#pragma once

#include <span>

namespace alcove::inference {

/// out = x * (mean(x^2) + epsilon)^(-1/2) * weight, or without weight if that is empty
/// (Zhang and Sennrich, arXiv:1910.07467; spec 1: the weight is used as it is, no 1 + w).
/// out may be x. Thread-safe, allocates nothing.
void rmsNorm(std::span<const float> x, std::span<const float> weight, float epsilon, std::span<float> out);

/// out = (x - mean) / sqrt(variance + epsilon) * weight + bias (Ba et al., arXiv:1607.06450).
/// The variance is that of the population. out may be x.
void layerNorm(std::span<const float> x, std::span<const float> weight, std::span<const float> bias,
    float epsilon, std::span<float> out);

} // namespace alcove::inference
