#pragma once

#include "inference/compute/matrix_view.h"
#include "inference/compute/thread_pool.h"
#include "inference/compute/weight_matrix.h"

namespace alcove::inference {

/// out[r, o] = sum over i of rows[r, i] * weights[o, i].
/// rows: [n, weights.columns], out: [n, weights.rows]; any n. The bits of a row of out depend on that
/// row of rows alone, not on n or its neighbours (contract 1).
void multiply(ThreadPool &pool, MatrixView<const float> rows, const WeightMatrix &weights, MatrixView<float> out);

} // namespace alcove::inference
