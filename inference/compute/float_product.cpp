#include "inference/compute/float_product.h"

#include "inference/compute/row_kernels.h"

#include <algorithm>
#include <vector>

namespace alcove::inference {

namespace {

constexpr int64_t kOutputs = kAttentionBlock; // rows of weights taken together

NumberType numberType(BlockType type)
{
    if (type == BlockType::F32)
        return NumberType::F32;
    return type == BlockType::F16 ? NumberType::F16 : NumberType::BF16;
}

} // namespace

bool isFloatType(BlockType type)
{
    return type == BlockType::F32 || type == BlockType::F16 || type == BlockType::BF16;
}

/// A product is what attention calls scores: rows are its queries, rows of weights its keys.
void multiplyFloats(ThreadPool &pool, Isa isa, MatrixView<const float> rows, const WeightMatrix &weights,
    MatrixView<float> out)
{
    const RowKernels &kernels = rowKernels(isa);
    const EntryStretch whole{.count = int(weights.columns)};
    std::vector<const float *> queries;
    for (int64_t r = 0; r < rows.rows; ++r)
        queries.push_back(rows.row(r).data());
    pool.forRanges(weights.rows, kOutputs, [&](int64_t first, int64_t last) {
        std::vector<float> scores(size_t(rows.rows * kOutputs));
        EntryBlock block;
        block.type = numberType(weights.type);
        block.key = &whole;
        block.keyCount = 1;
        for (int64_t start = first; start < last; start += kOutputs) {
            const int64_t count = std::min(kOutputs, last - start);
            block.last = int(count) - 1;
            for (int64_t o = 0; o < count; ++o)
                block.entries[o] = weights.rowBlocks(start + o, 1).data();
            kernels.scores(block, queries.data(), int(rows.rows), scores.data());
            for (int64_t r = 0; r < rows.rows; ++r)
                std::copy_n(scores.begin() + r * kOutputs, count, out.row(r).begin() + start);
        }
    });
}

} // namespace alcove::inference
