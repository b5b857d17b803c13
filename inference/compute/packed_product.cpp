#include "inference/compute/packed_product.h"

namespace alcove::inference {

GroupKernel PackedKernels::forType(BlockType type) const
{
    switch (type) {
    case BlockType::Q4_0:
        return q4_0;
    case BlockType::Q4_1:
        return q4_1;
    case BlockType::IQ4_NL:
        return iq4_nl;
    case BlockType::IQ4_XS:
        return iq4_xs;
    case BlockType::Q8_0:
        return q8_0;
    case BlockType::Q4_K:
        return q4_k;
    case BlockType::Q5_K:
        return q5_k;
    case BlockType::Q6_K:
        return q6_k;
    default:
        return nullptr;
    }
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
