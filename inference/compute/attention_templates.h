#pragma once

#include "inference/compute/lane_math.h"
#include "inference/compute/row_kernels.h"

#include <cmath>
#include <cstdint>
#include <cstring>

/// The kernels of attention over a type of eight lanes: scores, softmax, weighted values. The scores serve
/// products with float weights, too (float_product.cpp).

namespace alcove::inference {

/// Numbers i..i+7 of a stretch as they are stored, without its scale. A last vector that is not whole is
/// filled with zeros.
template <class L, NumberType kType, bool kWhole>
[[gnu::always_inline]] inline L loadNumbers(const std::byte *entry, const EntryStretch &stretch, int i)
{
    constexpr int kSize = kType == NumberType::F32 ? 4 : (kType == NumberType::Int8 ? 1 : 2);
    const std::byte *at = entry + stretch.bytesFrom + i * kSize;
    std::byte padded[size_t(kLanes * kSize)];
    if constexpr (!kWhole) {
        std::memset(padded, 0, sizeof padded);
        std::memcpy(padded, at, size_t((stretch.count - i) * kSize));
        at = padded;
    }
    if constexpr (kType == NumberType::F32)
        return L::loadFloats(at);
    else if constexpr (kType == NumberType::F16)
        return L::loadHalves(at);
    else if constexpr (kType == NumberType::BF16)
        return L::loadBfloats(at);
    else
        return L::loadBytes(at);
}

/// One step of a tile of scores: eight numbers of P keys and Q queries.
template <class L, NumberType kType, int P, int Q, bool kWhole>
[[gnu::always_inline]] inline void scoreStep(const std::byte *const *entries, const EntryStretch &stretch,
    const float *const *queries, int i, const L (&scales)[size_t(P)], L (&sums)[size_t(Q)][size_t(P)])
{
    L keys[size_t(P)];
#pragma GCC unroll 4
    for (int p = 0; p < P; ++p) {
        keys[p] = loadNumbers<L, kType, kWhole>(entries[p], stretch, i);
        if constexpr (kType == NumberType::Int8)
            keys[p] = L::multiply(keys[p], scales[p]);
    }
#pragma GCC unroll 4
    for (int q = 0; q < Q; ++q) {
        const float *at = queries[q] + stretch.from + i;
        const L query = kWhole ? L::load(at) : loadSome<L>(at, stretch.count - i);
#pragma GCC unroll 4
        for (int p = 0; p < P; ++p)
            sums[q][p] = L::multiplyAdd(query, keys[p], sums[q][p]);
    }
}

/// Scores of Q queries with the keys at P positions.
template <class L, NumberType kType, int P, int Q>
void scoreTile(const EntryBlock &block, int position, const float *const *allQueries, float *scores)
{
    // Copies that stay in registers: the compiler cannot know that nobody writes to the originals.
    const std::byte *entries[size_t(P)];
    for (int p = 0; p < P; ++p)
        entries[p] = block.entries[position + p];
    const float *queries[size_t(Q)];
    for (int q = 0; q < Q; ++q)
        queries[q] = allQueries[q];
    L sums[size_t(Q)][size_t(P)];
#pragma GCC unroll 4
    for (int q = 0; q < Q; ++q)
#pragma GCC unroll 4
        for (int p = 0; p < P; ++p)
            sums[q][p] = L::zero();
    for (int s = 0; s < block.keyCount; ++s) {
        const EntryStretch stretch = block.key[s];
        L scales[size_t(P)];
        if constexpr (kType == NumberType::Int8)
            for (int p = 0; p < P; ++p)
                scales[p] = L::broadcastHalf(entries[p] + stretch.scaleAt);
        int i = 0;
        for (; i + kLanes <= stretch.count; i += kLanes)
            scoreStep<L, kType, P, Q, true>(entries, stretch, queries, i, scales, sums);
        if (i < stretch.count)
            scoreStep<L, kType, P, Q, false>(entries, stretch, queries, i, scales, sums);
    }
#pragma GCC unroll 4
    for (int q = 0; q < Q; ++q)
#pragma GCC unroll 4
        for (int p = 0; p < P; ++p)
            scores[q * kAttentionBlock + position + p] = L::sum(sums[q][p]);
}

/// Asks for the entries that will be read next, into the core's larger cache.
template <class L, int P>
void fetchUpcoming(const EntryBlock &block, int position)
{
    for (int p = position; p < position + P; ++p)
        if (block.upcoming[p])
            for (int64_t line = 0; line < block.entryBytes; line += 64)
                __builtin_prefetch(block.upcoming[p] + line, 0, 2);
}

/// All positions of a block for Q queries. Sums in registers number eight or so: fewer would wait for each
/// other, more would not fit.
template <class L, NumberType kType, int Q, bool kFetch>
void scoreQueries(const EntryBlock &block, const float *const *queries, float *scores)
{
    constexpr int kTogether = Q > 2 ? 2 : 4;
    int position = block.first;
    for (; position + kTogether - 1 <= block.last; position += kTogether) {
        if constexpr (kFetch)
            fetchUpcoming<L, kTogether>(block, position);
        scoreTile<L, kType, kTogether, Q>(block, position, queries, scores);
    }
    for (; position <= block.last; ++position)
        scoreTile<L, kType, 1, Q>(block, position, queries, scores);
}

template <class L, NumberType kType>
void scoresOfType(const EntryBlock &block, const float *const *queries, int queryCount, float *scores)
{
    // The first queries meet the block in memory; they also ask for the next.
    int q = queryCount >= 4 ? 4 : (queryCount >= 2 ? 2 : 1);
    if (q == 4)
        scoreQueries<L, kType, 4, true>(block, queries, scores);
    else if (q == 2)
        scoreQueries<L, kType, 2, true>(block, queries, scores);
    else
        scoreQueries<L, kType, 1, true>(block, queries, scores);
    for (; q + 4 <= queryCount; q += 4)
        scoreQueries<L, kType, 4, false>(block, queries + q, scores + q * kAttentionBlock);
    if (q + 2 <= queryCount) {
        scoreQueries<L, kType, 2, false>(block, queries + q, scores + q * kAttentionBlock);
        q += 2;
    }
    if (q < queryCount)
        scoreQueries<L, kType, 1, false>(block, queries + q, scores + q * kAttentionBlock);
}

template <class L>
void scores(const EntryBlock &block, const float *const *queries, int queryCount, float *out)
{
    switch (block.type) {
    case NumberType::F32:
        return scoresOfType<L, NumberType::F32>(block, queries, queryCount, out);
    case NumberType::F16:
        return scoresOfType<L, NumberType::F16>(block, queries, queryCount, out);
    case NumberType::BF16:
        return scoresOfType<L, NumberType::BF16>(block, queries, queryCount, out);
    case NumberType::Int8:
        return scoresOfType<L, NumberType::Int8>(block, queries, queryCount, out);
    }
}

/// Online softmax (Milakov and Gimelshein, arXiv:1805.02867).
template <class L>
float weigh(float *scores, int from, int to, SoftmaxState &state)
{
    float largest = state.largest;
    for (int i = from; i <= to; ++i)
        largest = scores[i] > largest ? scores[i] : largest;
    for (int i = 0; i < kAttentionBlock; ++i)
        scores[i] = i < from || i > to ? -INFINITY : scores[i];
    const L top = L::broadcast(largest);
    L sum = L::zero();
    for (int i = 0; i < kAttentionBlock; i += kLanes) {
        const L weights = exponential(L::subtract(L::load(scores + i), top));
        weights.store(scores + i);
        sum = L::add(sum, weights);
    }
    float rescale = 1.0F;
    if (largest != state.largest) {
        float whole[kLanes];
        exponential(L::broadcast(state.largest - largest)).store(whole);
        rescale = whole[0];
    }
    state.weight = state.weight * rescale + L::sum(sum);
    state.largest = largest;
    return rescale;
}

/// C vectors of the values from number i on, for Q queries.
template <class L, NumberType kType, int C, int Q, bool kWhole>
void addValueTile(
    const EntryBlock &block, int i, const float *weights, const float *rescale, float *const *outs)
{
    const EntryStretch value = block.value;
    L sums[size_t(Q)][size_t(C)];
#pragma GCC unroll 4
    for (int q = 0; q < Q; ++q)
#pragma GCC unroll 4
        for (int c = 0; c < C; ++c)
            sums[q][c] =
                L::multiply(loadSome<L>(outs[q] + i + kLanes * c, block.value.count - i - kLanes * c),
                    L::broadcast(rescale[q]));
    for (int position = block.first; position <= block.last; ++position) {
        const std::byte *entry = block.entries[position];
        L values[size_t(C)];
#pragma GCC unroll 4
        for (int c = 0; c < C; ++c) {
            values[c] = loadNumbers<L, kType, kWhole>(entry, value, i + kLanes * c);
            if constexpr (kType == NumberType::Int8)
                values[c] = L::multiply(values[c], L::broadcastHalf(entry + value.scaleAt));
        }
#pragma GCC unroll 4
        for (int q = 0; q < Q; ++q) {
            const L weight = L::broadcast(weights[q * kAttentionBlock + position]);
#pragma GCC unroll 4
            for (int c = 0; c < C; ++c)
                sums[q][c] = L::multiplyAdd(weight, values[c], sums[q][c]);
        }
    }
#pragma GCC unroll 4
    for (int q = 0; q < Q; ++q)
#pragma GCC unroll 4
        for (int c = 0; c < C; ++c)
            storeSome(sums[q][c], outs[q] + i + kLanes * c, value.count - i - kLanes * c);
}

template <class L, NumberType kType, int Q>
void addValuesFor(const EntryBlock &block, const float *weights, const float *rescale, float *const *outs)
{
    constexpr int kTogether = Q > 2 ? 2 : 4;
    int i = 0;
    for (; i + kLanes * kTogether <= block.value.count; i += kLanes * kTogether)
        addValueTile<L, kType, kTogether, Q, true>(block, i, weights, rescale, outs);
    for (; i + kLanes <= block.value.count; i += kLanes)
        addValueTile<L, kType, 1, Q, true>(block, i, weights, rescale, outs);
    if (i < block.value.count)
        addValueTile<L, kType, 1, Q, false>(block, i, weights, rescale, outs);
}

template <class L, NumberType kType>
void addValuesOfType(
    const EntryBlock &block, const float *weights, const float *rescale, float *const *outs, int queryCount)
{
    int q = 0;
    for (; q + 4 <= queryCount; q += 4)
        addValuesFor<L, kType, 4>(block, weights + q * kAttentionBlock, rescale + q, outs + q);
    if (q + 2 <= queryCount) {
        addValuesFor<L, kType, 2>(block, weights + q * kAttentionBlock, rescale + q, outs + q);
        q += 2;
    }
    if (q < queryCount)
        addValuesFor<L, kType, 1>(block, weights + q * kAttentionBlock, rescale + q, outs + q);
}

template <class L>
void addValues(
    const EntryBlock &block, const float *weights, const float *rescale, float *const *outs, int queryCount)
{
    switch (block.type) {
    case NumberType::F32:
        return addValuesOfType<L, NumberType::F32>(block, weights, rescale, outs, queryCount);
    case NumberType::F16:
        return addValuesOfType<L, NumberType::F16>(block, weights, rescale, outs, queryCount);
    case NumberType::BF16:
        return addValuesOfType<L, NumberType::BF16>(block, weights, rescale, outs, queryCount);
    case NumberType::Int8:
        return addValuesOfType<L, NumberType::Int8>(block, weights, rescale, outs, queryCount);
    }
}

} // namespace alcove::inference
