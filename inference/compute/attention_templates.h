#pragma once

#include "inference/compute/lane_math.h"
#include "inference/compute/row_kernels.h"

#include <cmath>
#include <cstdint>
#include <cstring>

/// The kernels of attention over types of lanes: scores, softmax, weighted values. The scores serve products
/// with float weights, too (float_product.cpp).
///
/// A score is the sum of eight partial sums, in every instruction set. Vectors of more lanes therefore hold
/// the partial sums of several queries (L::kQueries), not more of them for one.

namespace alcove::inference {

/// Numbers of a stretch from i on, L::kNumbers of them, as they are stored, without its scale. A last vector
/// that is not whole is filled with zeros.
template <class L, NumberType kType, bool kWhole>
[[gnu::always_inline]] inline L loadNumbers(const std::byte *entry, const EntryStretch &stretch, int i)
{
    constexpr int kSize = kType == NumberType::F32 ? 4 : (kType == NumberType::Int8 ? 1 : 2);
    const std::byte *at = entry + stretch.bytesFrom + i * kSize;
    std::byte padded[size_t(L::kNumbers * kSize)];
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

/// Numbers of L::kQueries queries from one on, of which `count` are there; missing ones are 0.
template <class L>
L loadSomeOfQueries(const float *const *queries, int from, int count)
{
    float padded[L::kQueries][L::kNumbers] = {};
    const float *starts[L::kQueries];
    for (int q = 0; q < L::kQueries; ++q) {
        std::memcpy(padded[q], queries[q] + from, size_t(count) * sizeof(float));
        starts[q] = padded[q];
    }
    return L::loadQueries(starts, 0);
}

/// One step of a tile of scores: some numbers of P keys and Q vectors of queries.
template <class L, NumberType kType, int P, int Q, bool kWhole>
[[gnu::always_inline]] inline void scoreStep(const std::byte *const *entries, const EntryStretch &stretch,
    const float *const *queries, int i, const L (&scales)[size_t(P)], L (&sums)[size_t(Q)][size_t(P)])
{
    L keys[size_t(P)];
#pragma GCC unroll 8
    for (int p = 0; p < P; ++p) {
        keys[p] = loadNumbers<L, kType, kWhole>(entries[p], stretch, i);
        if constexpr (kType == NumberType::Int8)
            keys[p] = L::multiply(keys[p], scales[p]);
    }
#pragma GCC unroll 8
    for (int q = 0; q < Q; ++q) {
        const float *const *some = queries + q * L::kQueries;
        const int from = stretch.from + i;
        const L query =
            kWhole ? L::loadQueries(some, from) : loadSomeOfQueries<L>(some, from, stretch.count - i);
#pragma GCC unroll 8
        for (int p = 0; p < P; ++p)
            sums[q][p] = L::multiplyAdd(query, keys[p], sums[q][p]);
    }
}

/// Scores of Q vectors of queries with the keys at P positions.
template <class L, NumberType kType, int P, int Q>
void scoreTile(const EntryBlock &block, int position, const float *const *allQueries, float *scores)
{
    // Copies that stay in registers: the compiler cannot know that nobody writes to the originals.
    const std::byte *entries[size_t(P)];
    for (int p = 0; p < P; ++p)
        entries[p] = block.entries[position + p];
    const float *queries[size_t(Q * L::kQueries)];
    for (int q = 0; q < Q * L::kQueries; ++q)
        queries[q] = allQueries[q];
    L sums[size_t(Q)][size_t(P)];
#pragma GCC unroll 8
    for (int q = 0; q < Q; ++q)
#pragma GCC unroll 8
        for (int p = 0; p < P; ++p)
            sums[q][p] = L::zero();
    for (int s = 0; s < block.keyCount; ++s) {
        const EntryStretch stretch = block.key[s];
        L scales[size_t(P)];
        if constexpr (kType == NumberType::Int8)
            for (int p = 0; p < P; ++p)
                scales[p] = L::broadcastHalf(entries[p] + stretch.scaleAt);
        int i = 0;
        for (; i + L::kNumbers <= stretch.count; i += L::kNumbers)
            scoreStep<L, kType, P, Q, true>(entries, stretch, queries, i, scales, sums);
        if (i < stretch.count)
            scoreStep<L, kType, P, Q, false>(entries, stretch, queries, i, scales, sums);
    }
#pragma GCC unroll 8
    for (int q = 0; q < Q; ++q)
#pragma GCC unroll 8
        for (int p = 0; p < P; ++p)
            L::storeSums(
                sums[q][p], scores + q * L::kQueries * kAttentionBlock + position + p, kAttentionBlock);
}

/// Asks for bytes [from, to) of the entries that will be read next, into the core's larger cache. Scores ask
/// for the first half of each, weighted values for the second, so that the memory never rests.
template <class L, int P>
void fetchUpcoming(const EntryBlock &block, int position, int64_t from, int64_t to)
{
    constexpr int64_t kLine = 64;
    for (int p = position; p < position + P; ++p)
        if (block.upcoming[p])
            for (int64_t line = (from + kLine - 1) / kLine * kLine; line < to; line += kLine)
                __builtin_prefetch(block.upcoming[p] + line, 0, 2);
}

/// All positions of a block for Q vectors of queries. Too few sums in registers would wait for each other,
/// more than L::kMostSums would not fit.
template <class L, NumberType kType, int Q, bool kFetch>
void scoreQueries(const EntryBlock &block, const float *const *queries, float *scores)
{
    constexpr int kTogether = L::kMostSums / (Q < 2 ? 2 : Q);
    int position = block.first;
    for (; position + kTogether - 1 <= block.last; position += kTogether) {
        if constexpr (kFetch)
            fetchUpcoming<L, kTogether>(block, position, 0, block.entryBytes / 2);
        scoreTile<L, kType, kTogether, Q>(block, position, queries, scores);
    }
    for (; position <= block.last; ++position)
        scoreTile<L, kType, 1, Q>(block, position, queries, scores);
}

/// As many of the queries as a tile takes. Returns their number.
template <class L, NumberType kType, bool kFetch>
int scoreSome(const EntryBlock &block, const float *const *queries, int queryCount, float *scores)
{
    if (queryCount >= 4 * L::kQueries) {
        scoreQueries<L, kType, 4, kFetch>(block, queries, scores);
        return 4 * L::kQueries;
    }
    if (queryCount >= 2 * L::kQueries) {
        scoreQueries<L, kType, 2, kFetch>(block, queries, scores);
        return 2 * L::kQueries;
    }
    if (L::kQueries == 1 || queryCount >= L::kQueries) {
        scoreQueries<L, kType, 1, kFetch>(block, queries, scores);
        return L::kQueries;
    }
    scoreQueries<typename L::Single, kType, 1, kFetch>(block, queries, scores);
    return 1;
}

template <class L, NumberType kType>
void scoresOfType(const EntryBlock &block, const float *const *queries, int queryCount, float *scores)
{
    // The first queries meet the block in memory; they also ask for the next.
    int q = scoreSome<L, kType, true>(block, queries, queryCount, scores);
    while (q < queryCount)
        q += scoreSome<L, kType, false>(block, queries + q, queryCount - q, scores + q * kAttentionBlock);
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
    static_assert(L::kLanes == 8);
    float largest = state.largest;
    for (int i = from; i <= to; ++i)
        largest = scores[i] > largest ? scores[i] : largest;
    for (int i = 0; i < kAttentionBlock; ++i)
        scores[i] = i < from || i > to ? -INFINITY : scores[i];
    const L top = L::broadcast(largest);
    L sum = L::zero();
    for (int i = 0; i < kAttentionBlock; i += L::kLanes) {
        const L weights = exponential(L::subtract(L::load(scores + i), top));
        weights.store(scores + i);
        sum = L::add(sum, weights);
    }
    float rescale = 1.0F;
    if (largest != state.largest) {
        float whole[L::kLanes];
        exponential(L::broadcast(state.largest - largest)).store(whole);
        rescale = whole[0];
    }
    state.weight = state.weight * rescale + L::sum(sum);
    state.largest = largest;
    return rescale;
}

/// C vectors of the values from number i on, for Q queries.
template <class L, NumberType kType, int C, int Q, bool kWhole, bool kFetch>
void addValueTile(
    const EntryBlock &block, int i, const float *weights, const float *rescale, float *const *outs)
{
    const EntryStretch value = block.value;
    // The same part of the second halves as this tile is of the values.
    const int64_t half = block.entryBytes / 2;
    const int64_t fetchFrom = half + half * i / value.count;
    const int64_t fetchTo = half + half * (i + C * L::kLanes) / value.count;
    L sums[size_t(Q)][size_t(C)];
#pragma GCC unroll 8
    for (int q = 0; q < Q; ++q)
#pragma GCC unroll 8
        for (int c = 0; c < C; ++c)
            sums[q][c] =
                L::multiply(loadSome<L>(outs[q] + i + L::kLanes * c, block.value.count - i - L::kLanes * c),
                    L::broadcast(rescale[q]));
    for (int position = block.first; position <= block.last; ++position) {
        if constexpr (kFetch)
            fetchUpcoming<L, 1>(block, position, fetchFrom, fetchTo);
        const std::byte *entry = block.entries[position];
        L values[size_t(C)];
#pragma GCC unroll 8
        for (int c = 0; c < C; ++c) {
            values[c] = loadNumbers<L, kType, kWhole>(entry, value, i + L::kLanes * c);
            if constexpr (kType == NumberType::Int8)
                values[c] = L::multiply(values[c], L::broadcastHalf(entry + value.scaleAt));
        }
#pragma GCC unroll 8
        for (int q = 0; q < Q; ++q) {
            const L weight = L::broadcast(weights[q * kAttentionBlock + position]);
#pragma GCC unroll 8
            for (int c = 0; c < C; ++c)
                sums[q][c] = L::multiplyAdd(weight, values[c], sums[q][c]);
        }
    }
#pragma GCC unroll 8
    for (int q = 0; q < Q; ++q)
#pragma GCC unroll 8
        for (int c = 0; c < C; ++c)
            storeSome(sums[q][c], outs[q] + i + L::kLanes * c, value.count - i - L::kLanes * c);
}

template <class L, NumberType kType, int Q, bool kFetch>
void addValuesFor(const EntryBlock &block, const float *weights, const float *rescale, float *const *outs)
{
    constexpr int kTogether = L::kMostSums / (Q < 2 ? 2 : Q);
    int i = 0;
    for (; i + L::kLanes * kTogether <= block.value.count; i += L::kLanes * kTogether)
        addValueTile<L, kType, kTogether, Q, true, kFetch>(block, i, weights, rescale, outs);
    for (; i + L::kLanes <= block.value.count; i += L::kLanes)
        addValueTile<L, kType, 1, Q, true, kFetch>(block, i, weights, rescale, outs);
    if (i < block.value.count)
        addValueTile<L, kType, 1, Q, false, kFetch>(block, i, weights, rescale, outs);
}

/// As many of the queries as a tile takes. Returns their number.
template <class L, NumberType kType, bool kFetch>
int addSomeValues(
    const EntryBlock &block, const float *weights, const float *rescale, float *const *outs, int queryCount)
{
    if (queryCount >= 4) {
        addValuesFor<L, kType, 4, kFetch>(block, weights, rescale, outs);
        return 4;
    }
    if (queryCount >= 2) {
        addValuesFor<L, kType, 2, kFetch>(block, weights, rescale, outs);
        return 2;
    }
    addValuesFor<L, kType, 1, kFetch>(block, weights, rescale, outs);
    return 1;
}

template <class L, NumberType kType>
void addValuesOfType(
    const EntryBlock &block, const float *weights, const float *rescale, float *const *outs, int queryCount)
{
    int q = addSomeValues<L, kType, true>(block, weights, rescale, outs, queryCount);
    while (q < queryCount)
        q += addSomeValues<L, kType, false>(
            block, weights + q * kAttentionBlock, rescale + q, outs + q, queryCount - q);
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
