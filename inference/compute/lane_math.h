#pragma once

#include <cstdint>

/// Arithmetic on a type of L::kLanes floats: PortableLanes, Avx2Lanes, Avx512Lanes. Templates only, and
/// nothing inline from other headers is called: see packed_kernels.h.

namespace alcove::inference {

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

/// Loads up to a vector of floats; missing ones are 0.
template <class L>
L loadSome(const float *at, int64_t count)
{
    if (count >= L::kLanes)
        return L::load(at);
    float whole[L::kLanes] = {};
    for (int64_t i = 0; i < count; ++i)
        whole[i] = at[i];
    return L::load(whole);
}

template <class L>
void storeSome(L values, float *at, int64_t count)
{
    if (count >= L::kLanes) {
        values.store(at);
        return;
    }
    float whole[L::kLanes];
    values.store(whole);
    for (int64_t i = 0; i < count; ++i)
        at[i] = whole[i];
}

} // namespace alcove::inference
