#include "inference/compute/product.h"

#include "inference/compute/onednn_product.h"

namespace alcove::inference {

void multiply(ThreadPool &pool, MatrixView<const float> rows, const WeightMatrix &weights, MatrixView<float> out)
{
    multiplyOneDnn(pool, rows, weights, out);
}

} // namespace alcove::inference
