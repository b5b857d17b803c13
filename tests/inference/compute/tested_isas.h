#pragma once

#include "inference/compute/cpu_features.h"

#include <algorithm>
#include <vector>

/// The instruction sets that a test of kernels goes through: those of this processor; where the others are
/// emulated (emulated_instructions.h), which needs AVX2, all that have kernels.
inline std::vector<alcove::inference::Isa> testedIsas()
{
    using alcove::inference::Isa;
#ifdef ALCOVE_EMULATED_KERNELS
    if (std::ranges::contains(alcove::inference::availableIsas(), Isa::Avx2))
        return {Isa::Generic, Isa::Avx2, Isa::AvxVnni, Isa::Avx512};
#endif
    return alcove::inference::availableIsas();
}
