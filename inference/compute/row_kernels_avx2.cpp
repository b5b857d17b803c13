#include "inference/compute/avx2_lanes.h"
#include "inference/compute/row_kernel_templates.h"

namespace alcove::inference {

constinit const RowKernels kAvx2RowKernels = rowKernelTable<Avx2Lanes, Avx2Lanes, Avx2Lanes>();

} // namespace alcove::inference
