#pragma once

#include "inference/compute/row_kernels.h"

#include <cmath>
#include <cstdint>
#include <cstring>

/// The row kernels over a type of eight lanes, PortableLanes or Avx2Lanes. Templates only, and nothing
/// inline from other headers is called: see packed_kernels.h.

namespace alcove::inference {

constexpr int kLanes = 8;

// Adding and taking away 1.5 * 2^23 rounds a float of moderate size to the nearest whole number, ties
// to even, in every instruction set alike.
constexpr float kRounder = 12582912.0F;

template <class L>
L rounded(L x)
{
    const L rounder = L::broadcast(kRounder);
    return L::subtract(L::add(x, rounder), rounder);
}

/// e^x for x <= 88 with a relative error below 2e-7; 0 below -87. Range reduction by powers of two in two
/// steps (Cody and Waite) and the Taylor polynomial of degree 7 on [-ln2/2, ln2/2].
template <class L>
L exponential(L x)
{
    const L lowest = L::broadcast(-87.0F);
    const L bounded = L::largest(x, lowest);
    const L n = rounded(L::multiply(bounded, L::broadcast(1.44269504F)));
    L r = L::multiplyAdd(n, L::broadcast(-0.693359375F), bounded);
    r = L::multiplyAdd(n, L::broadcast(2.12194440e-4F), r);
    constexpr float kTaylor[] = {1.0F / 720.0F, 1.0F / 120.0F, 1.0F / 24.0F, 1.0F / 6.0F, 0.5F, 1.0F, 1.0F};
    L p = L::broadcast(1.0F / 5040.0F);
    for (const float coefficient : kTaylor)
        p = L::multiplyAdd(p, r, L::broadcast(coefficient));
    return L::keepWhereAtLeast(x, lowest, L::scaleByPower(p, n));
}

/// Loads up to eight floats; missing ones are 0.
template <class L>
L loadSome(const float *at, int64_t count)
{
    if (count >= kLanes)
        return L::load(at);
    float whole[kLanes] = {};
    for (int64_t i = 0; i < count; ++i)
        whole[i] = at[i];
    return L::load(whole);
}

template <class L>
void storeSome(L values, float *at, int64_t count)
{
    if (count >= kLanes) {
        values.store(at);
        return;
    }
    float whole[kLanes];
    values.store(whole);
    for (int64_t i = 0; i < count; ++i)
        at[i] = whole[i];
}

/// gelu(x) = x / (1 + e^(-2y)) with y = sqrt(2/pi) (x + 0.044715 x^3), which is the form with tanh.
template <class L>
void gatedGelu(float *gate, const float *up, int64_t count)
{
    const L one = L::broadcast(1.0F);
    for (int64_t i = 0; i < count; i += kLanes) {
        const L x = loadSome<L>(gate + i, count - i);
        const L square = L::multiply(x, x);
        const L inner = L::multiplyAdd(L::broadcast(0.044715F), square, one);
        const L twice = L::multiply(L::multiply(x, inner), L::broadcast(-1.5957691216057308F));
        // e^88 is finite, and x / e^88 is 0 for all that a network computes.
        const L decay = exponential(L::negate(L::largest(L::negate(twice), L::broadcast(-88.0F))));
        const L gelu = L::divide(x, L::add(one, decay));
        storeSome(L::multiply(gelu, loadSome<L>(up + i, count - i)), gate + i, count - i);
    }
}

/// tanh(y) = sign(y) (1 - e) / (1 + e) with e = e^(-2|y|).
template <class L>
void softcap(float *x, float cap, int64_t count)
{
    const L one = L::broadcast(1.0F);
    const L size = L::broadcast(cap);
    for (int64_t i = 0; i < count; i += kLanes) {
        const L value = loadSome<L>(x + i, count - i);
        const L y = L::absolute(L::divide(value, size));
        const L e = exponential(L::multiply(y, L::broadcast(-2.0F)));
        const L bounded = L::multiply(size, L::divide(L::subtract(one, e), L::add(one, e)));
        const L negative = L::negate(bounded);
        const L zero = L::zero();
        const L positivePart = L::keepWhereAtLeast(value, zero, bounded);
        const L negativePart = L::subtract(negative, L::keepWhereAtLeast(value, zero, negative));
        storeSome(L::add(positivePart, negativePart), x + i, count - i);
    }
}

template <class L>
void quantizeBlock(const float *in, int8_t *values, float *scale, BlockStarts *starts)
{
    L x[4];
    L largest = L::zero();
    for (int i = 0; i < 4; ++i) {
        x[i] = L::load(in + kLanes * i);
        largest = L::largest(L::absolute(x[i]), largest);
    }
    const float size = L::largestOf(largest);
    const L inverse = L::broadcast(size > 0.0F ? 127.0F / size : 0.0F);
    float sums[2];
    for (int half = 0; half < 2; ++half) {
        const L low = rounded(L::multiply(x[2 * half], inverse));
        const L high = rounded(L::multiply(x[2 * half + 1], inverse));
        low.storeBytes(values + 16 * half);
        high.storeBytes(values + 16 * half + kLanes);
        sums[half] = L::sum(L::add(low, high)); // whole numbers far below 2^24: exact
    }
    const int32_t first = int32_t(sums[0]);
    const int32_t second = int32_t(sums[1]);
    *scale = size / 127.0F;
    starts->fourBits = -8 * (first + second);
    starts->signedBytes = -128 * (first + second);
    starts->sixBitHalves[0] = -32 * first;
    starts->sixBitHalves[1] = -32 * second;
    starts->negativeSum = float(-(first + second));
}

template <class L>
void encodeHalves(const float *in, std::byte *out, int64_t count)
{
    for (int64_t i = 0; i < count; i += kLanes) {
        const L values = loadSome<L>(in + i, count - i);
        if (count - i >= kLanes) {
            values.storeHalves(out + 2 * i);
            continue;
        }
        std::byte whole[2 * kLanes];
        values.storeHalves(whole);
        std::memcpy(out + 2 * i, whole, size_t(2 * (count - i)));
    }
}

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

template <class L>
constexpr RowKernels rowKernelTable()
{
    return {.gatedGelu = gatedGelu<L>,
        .softcap = softcap<L>,
        .quantizeBlock = quantizeBlock<L>,
        .encodeHalves = encodeHalves<L>,
        .scores = scores<L>,
        .weigh = weigh<L>,
        .addValues = addValues<L>};
}

} // namespace alcove::inference
