#pragma once

#include "inference/compute/cpu_features.h"
#include "inference/compute/matrix_view.h"
#include "inference/compute/packed_layout.h"
#include "inference/compute/quantized_rows.h"

#include <cstddef>
#include <cstdint>

namespace alcove::inference {

/// out[m * outStride + r], r = 0..31: the products of one packed group with the rows of a tile.
///
/// Every kernel of a type gives the same bits: the sums over a block are exact integers, and the
/// floating-point steps are one fixed sequence for every output (product_scalar.cpp, the reference).
using GroupKernel = void (*)(const std::byte *group, const RowTile &tile, float *out, int64_t outStride);

/// The kernels of one instruction set. A tile has 1 to tileRows rows.
struct PackedKernels {
    Isa isa;
    int tileRows;
    GroupKernel q4_0, q4_1, q8_0, q4_k, q5_k, q6_k, iq4_nl, iq4_xs;

    GroupKernel forType(BlockType type) const;
};

/// Kernels of an instruction set that this processor has.
const PackedKernels &packedKernels(Isa isa);

extern const PackedKernels kScalarKernels;
extern const PackedKernels kAvx2Kernels;
extern const PackedKernels kAvxVnniKernels;
extern const PackedKernels kAvx512Kernels;

} // namespace alcove::inference
