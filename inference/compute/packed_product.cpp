#include "inference/compute/packed_product.h"

#include <algorithm>

namespace alcove::inference {

GroupKernel PackedKernels::forType(BlockType type) const
{
    const auto *const found = std::ranges::find(kernels, type, &OfType::type);
    return found == kernels.end() ? nullptr : found->kernel;
}

const PackedKernels &packedKernels([[maybe_unused]] Isa isa)
{
#if defined(__x86_64__)
    switch (isa) {
    case Isa::Avx512:
        return kAvx512Kernels;
    case Isa::AvxVnni:
        return kAvxVnniKernels;
    case Isa::Avx2:
        return kAvx2Kernels;
    case Isa::Generic:
        break;
    }
#endif
    return kScalarKernels;
}

} // namespace alcove::inference
