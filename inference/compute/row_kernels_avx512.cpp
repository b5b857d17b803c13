#include "inference/compute/avx512_lanes.h"
#include "inference/compute/row_kernel_templates.h"

namespace alcove::inference {

constinit const RowKernels kAvx512RowKernels = rowKernelTable<Avx512Lanes, QueryPair, Avx2Lanes>();

} // namespace alcove::inference
