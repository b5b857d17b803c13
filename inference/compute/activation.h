#pragma once

#include "inference/compute/cpu_features.h"

#include <span>

namespace alcove::inference {

/// gate = gelu(gate) * up with the tanh form of GELU (Hendrycks and Gimpel, arXiv:1606.08415; spec 2.2 step
/// 7).
void gatedGelu(Isa isa, std::span<float> gate, std::span<const float> up);

/// x = cap * tanh(x / cap) (spec 2.3).
void softcap(Isa isa, std::span<float> x, float cap);

} // namespace alcove::inference
