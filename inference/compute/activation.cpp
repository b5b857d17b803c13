#include "inference/compute/activation.h"

#include <cmath>
#include <cstddef>

namespace alcove::inference {

void gatedGelu(std::span<float> gate, std::span<const float> up)
{
    constexpr float kRootTwoOverPi = 0.7978845608028654F;
    for (size_t i = 0; i < gate.size(); ++i) {
        const float x = gate[i];
        const float inner = kRootTwoOverPi * (x + 0.044715F * x * x * x);
        gate[i] = 0.5F * x * (1.0F + std::tanh(inner)) * up[i];
    }
}

void softcap(std::span<float> x, float cap)
{
    for (float &value : x)
        value = cap * std::tanh(value / cap);
}

} // namespace alcove::inference
