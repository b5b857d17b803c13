#pragma once

#include "inference/compute/cpu_features.h"
#include "inference/compute/matrix_view.h"
#include "inference/compute/packed_layout.h"
#include "inference/compute/quantized_rows.h"

#include <array>
#include <cstddef>
#include <cstdint>

namespace alcove::inference {

/// out[m * outStride + r], r = 0..31: the products of one packed group with the rows of a tile.
///
/// Every kernel of a type gives the same bits: the sums over a block are exact integers, and the
/// floating-point steps are one fixed sequence for every output (product_scalar.cpp, the reference).
using GroupKernel = void (*)(const std::byte *group, const RowTile &tile, float *out, int64_t outStride);

/// The kernels of one instruction set, one for every packable type. A tile has 1 to tileRows rows.
struct PackedKernels {
    struct OfType {
        BlockType type;
        GroupKernel kernel;
    };
    Isa isa;
    int tileRows;
    std::array<OfType, 13> kernels;

    /// Null for a type that has no packed form.
    GroupKernel forType(BlockType type) const;
};

/// Kernels of an instruction set that this processor has.
const PackedKernels &packedKernels(Isa isa);

extern const PackedKernels kScalarKernels;
extern const PackedKernels kAvx2Kernels;
extern const PackedKernels kAvxVnniKernels;
extern const PackedKernels kAvx512Kernels;

} // namespace alcove::inference
