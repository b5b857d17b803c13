#pragma once

#include "inference/compute/matrix_view.h"
#include "inference/compute/thread_pool.h"
#include "inference/compute/weight_matrix.h"

namespace alcove::inference {

/// The product in float32 through oneDNN, for every block type: panels of output rows are brought to
/// float32 and multiplied by the threads of our pool, each with a oneDNN of one thread.
/// Shapes and promises as of multiply().
void multiplyOneDnn(
    ThreadPool &pool, MatrixView<const float> rows, const WeightMatrix &weights, MatrixView<float> out);

} // namespace alcove::inference
