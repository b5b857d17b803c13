#pragma once

#include "inference/compute/attention_templates.h"
#include "inference/compute/lane_math.h"
#include "inference/compute/row_kernels.h"

#include <cstdint>
#include <cstring>

/// The row kernels over types of lanes, and their table. What is done number by number takes as many lanes
/// as there are; what sums over lanes takes eight everywhere, so that its bits are the same.

namespace alcove::inference {

/// gelu(x) = x / (1 + e^(-2y)) with y = sqrt(2/pi) (x + 0.044715 x^3), which is the form with tanh.
template <class L>
void gatedGelu(float *gate, const float *up, int64_t count)
{
    const L one = L::broadcast(1.0F);
    for (int64_t i = 0; i < count; i += L::kLanes) {
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
    for (int64_t i = 0; i < count; i += L::kLanes) {
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
    static_assert(L::kLanes == 8);
    L x[4];
    L largest = L::zero();
    for (int i = 0; i < 4; ++i) {
        x[i] = L::load(in + L::kLanes * i);
        largest = L::largest(L::absolute(x[i]), largest);
    }
    const float size = L::largestOf(largest);
    const L inverse = L::broadcast(size > 0.0F ? 127.0F / size : 0.0F);
    float sums[2];
    for (int half = 0; half < 2; ++half) {
        const L low = rounded(L::multiply(x[2 * half], inverse));
        const L high = rounded(L::multiply(x[2 * half + 1], inverse));
        low.storeBytes(values + 16 * half);
        high.storeBytes(values + 16 * half + L::kLanes);
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
    for (int64_t i = 0; i < count; i += L::kLanes) {
        const L values = loadSome<L>(in + i, count - i);
        if (count - i >= L::kLanes) {
            values.storeHalves(out + 2 * i);
            continue;
        }
        std::byte whole[2 * L::kLanes];
        values.storeHalves(whole);
        std::memcpy(out + 2 * i, whole, size_t(2 * (count - i)));
    }
}

/// Lanes: what works number by number; Keys: scores (attention_templates.h); Eight: sums over lanes.
template <class Lanes, class Keys, class Eight>
constexpr RowKernels rowKernelTable()
{
    return {.gatedGelu = gatedGelu<Lanes>,
        .softcap = softcap<Lanes>,
        .quantizeBlock = quantizeBlock<Eight>,
        .encodeHalves = encodeHalves<Lanes>,
        .scores = scores<Keys>,
        .weigh = weigh<Eight>,
        .addValues = addValues<Lanes>};
}

} // namespace alcove::inference
