#pragma once

#include "inference/compute/cpu_features.h"
#include "inference/compute/matrix_view.h"
#include "inference/compute/thread_pool.h"
#include "inference/compute/weight_matrix.h"

namespace alcove::inference {

/// Whether a matrix of this type can be multiplied as it lies in its file: F32, F16, BF16.
bool isFloatType(BlockType type);

/// The product in float32 with weights of a float type, read once and in order: for few rows, where
/// oneDNN reads at half of the memory's speed. Shapes and promises as of multiply().
void multiplyFloats(ThreadPool &pool, Isa isa, MatrixView<const float> rows, const WeightMatrix &weights,
    MatrixView<float> out);

} // namespace alcove::inference
