#pragma once

#include "inference/compute/cache_entry.h"
#include "inference/compute/cpu_features.h"
#include "inference/compute/quantized_rows.h"

#include <cstddef>
#include <cstdint>

namespace alcove::inference {

/// Positions of the cache that attention sums together.
constexpr int kAttentionBlock = 64;

/// How the numbers that meet float rows are stored.
enum class NumberType { F32, F16, BF16, Int8 };

/// The entries of one key head at the positions of an absolute block; those outside [first, last] may be
/// null and are not looked at.
struct EntryBlock {
    NumberType type = NumberType::F32;
    const EntryStretch *key = nullptr; ///< keyCount of them
    int keyCount = 0;
    EntryStretch value;
    const std::byte *entries[kAttentionBlock] = {};
    const std::byte *upcoming[kAttentionBlock] = {}; ///< of the next block, to be fetched ahead; may be null
    int64_t entryBytes = 0;
    int first = 0;
    int last = -1;
};

/// What online softmax carries from block to block for one query.
struct SoftmaxState {
    float largest; ///< -infinity before the first block
    float weight;  ///< sum of exp(score - largest)
};

/// Steps on float rows that are worth vectors. Every table gives the same bits: the same operations in
/// the same order, sums over eight lanes, products and sums fused where row_kernel_templates.h says so.
struct RowKernels {
    /// gate = gelu(gate) * up, see activation.h.
    void (*gatedGelu)(float *gate, const float *up, int64_t count);
    /// x = cap * tanh(x / cap).
    void (*softcap)(float *x, float cap, int64_t count);

    /// One block of 32 inputs as int8 (quantized_rows.h).
    void (*quantizeBlock)(const float *in, int8_t *values, float *scale, BlockStarts *starts);
    void (*encodeHalves)(const float *in, std::byte *out, int64_t count);

    /// scores[q * kAttentionBlock + i] = query q with the key at i, i = first..last.
    void (*scores)(const EntryBlock &block, const float *const *queries, int queryCount, float *scores);
    /// Turns the scores [from, to] of a block into weights, all others into 0. Returns by what earlier sums
    /// must be multiplied: 1 if the largest score has not changed.
    float (*weigh)(float *scores, int from, int to, SoftmaxState &state);
    /// outs[q] = rescale[q] * outs[q] + the weighted values of a block.
    void (*addValues)(const EntryBlock &block, const float *weights, const float *rescale, float *const *outs,
        int queryCount);
};

const RowKernels &rowKernels(Isa isa);

extern const RowKernels kPortableRowKernels;
extern const RowKernels kAvx2RowKernels;
extern const RowKernels kAvx512RowKernels;

} // namespace alcove::inference
