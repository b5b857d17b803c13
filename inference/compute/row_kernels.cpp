#include "inference/compute/row_kernels.h"

#include "inference/compute/float_lanes.h"
#include "inference/compute/row_kernel_templates.h"

namespace alcove::inference {

constinit const RowKernels kPortableRowKernels =
    rowKernelTable<PortableLanes, PortableLanes, PortableLanes>();

const RowKernels &rowKernels([[maybe_unused]] Isa isa)
{
#if defined(__x86_64__)
    if (isa == Isa::Avx512)
        return kAvx512RowKernels;
    if (isa != Isa::Generic)
        return kAvx2RowKernels;
#endif
    return kPortableRowKernels;
}

} // namespace alcove::inference
