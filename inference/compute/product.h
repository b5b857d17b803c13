#pragma once

#include "inference/compute/cpu_features.h"
#include "inference/compute/matrix_view.h"
#include "inference/compute/quantized_rows.h"
#include "inference/compute/thread_pool.h"
#include "inference/compute/weight_matrix.h"

#include <initializer_list>
#include <span>

namespace alcove::inference {

/// One product of the same rows: out[r, o] = sum over i of rows[r, i] * weights[o, i].
struct Product {
    const WeightMatrix &weights; ///< [outputs, inputs]
    MatrixView<float> out;       ///< [rows, outputs]
};

/// Takes products on the threads of a pool; keeps scratch memory. One caller at a time.
///
/// Packed matrices are multiplied by the packed kernels of the instruction set, with activations in
/// int8; matrices marked as inPlace by our float kernels; all others through float32 and oneDNN. The
/// choice belongs to the matrix, not to the number of rows: the bits of a row of out depend on that row
/// of rows alone, not on how many there are or on their neighbours (contract 1).
class Multiplier {
public:
    explicit Multiplier(ThreadPool &pool, Isa isa = bestIsa());

    /// rows: [n, inputs] for all products alike; any n.
    void multiply(MatrixView<const float> rows, std::initializer_list<Product> products);
    void multiply(MatrixView<const float> rows, const WeightMatrix &weights, MatrixView<float> out)
    {
        multiply(rows, {{.weights = weights, .out = out}});
    }

    ThreadPool &pool() { return m_pool; }
    Isa isa() const { return m_isa; }

private:
    void multiplyPacked(std::span<const Product> products);

    ThreadPool &m_pool;
    Isa m_isa;
    QuantizedRows m_quantized;
};

} // namespace alcove::inference
