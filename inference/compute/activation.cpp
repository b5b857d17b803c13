#include "inference/compute/activation.h"

#include "inference/compute/row_kernels.h"

namespace alcove::inference {

void gatedGelu(Isa isa, std::span<float> gate, std::span<const float> up)
{
    rowKernels(isa).gatedGelu(gate.data(), up.data(), int64_t(gate.size()));
}

void softcap(Isa isa, std::span<float> x, float cap)
{
    rowKernels(isa).softcap(x.data(), cap, int64_t(x.size()));
}

} // namespace alcove::inference
