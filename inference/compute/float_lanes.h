#pragma once

#include "inference/formats/block_types.h"

#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>

namespace alcove::inference {

/// a * b + c, rounded once. Without an instruction for it std::fma is a call; this is arithmetic in double
/// that compilers turn into vectors. The product of two floats is exact in double; the sum is rounded to
/// odd there, so that the second rounding, to float, is right (Boldo and Melquiond, "Emulation of FMA and
/// correctly rounded sums", IEEE Trans. Computers 57, 2008).
inline float multiplyAddOnce(float a, float b, float c)
{
    const double product = double(a) * double(b);
    const double addend = double(c);
    const double sum = product + addend;
    const double part = sum - product;
    const double error = (product - (sum - part)) + (addend - part);
    const auto bits = std::bit_cast<int64_t>(sum);
    // Towards the exact sum by one unit, if that was inexact and is even.
    const bool away = (error > 0.0) == (sum > 0.0);
    const bool inexact = error != 0.0 && error == error; // not after an overflow either
    const int64_t odd = inexact && (bits & 1) == 0 ? bits + (away ? 1 : -1) : bits;
    return float(std::bit_cast<double>(odd));
}

/// Eight floats as every processor can compute them: the reference of Avx2Lanes (avx2_lanes.h), with the
/// same steps and therefore the same bits.
struct PortableLanes {
    float lane[8];

    static constexpr int kLanes = 8;
    static constexpr int kNumbers = 8;  ///< of an entry that one load takes
    static constexpr int kQueries = 1;  ///< that one vector holds
    static constexpr int kMostSums = 8; ///< that a tile keeps in registers
    using Single = PortableLanes;       ///< for a query that is left over

    template <class Step>
    static PortableLanes each(Step step)
    {
        PortableLanes out;
        for (int i = 0; i < 8; ++i)
            out.lane[i] = step(i);
        return out;
    }
    static PortableLanes zero() { return broadcast(0.0F); }
    static PortableLanes broadcast(float value)
    {
        return each([&](int) { return value; });
    }
    static PortableLanes load(const float *at)
    {
        return each([&](int i) { return at[i]; });
    }
    static PortableLanes loadQueries(const float *const *queries, int64_t from)
    {
        return load(*queries + from);
    }
    void store(float *at) const { std::memcpy(at, lane, sizeof lane); }

    /// Numbers of a cache entry, which stands anywhere.
    static PortableLanes loadFloats(const std::byte *at)
    {
        float values[8];
        std::memcpy(values, at, sizeof values);
        return load(values);
    }
    static PortableLanes broadcastHalf(const std::byte *at)
    {
        uint16_t half = 0;
        std::memcpy(&half, at, sizeof half);
        return broadcast(halfToFloat(half));
    }
    static PortableLanes loadHalves(const std::byte *at)
    {
        uint16_t halves[8];
        std::memcpy(halves, at, sizeof halves);
        return each([&](int i) { return halfToFloat(halves[i]); });
    }
    static PortableLanes loadBfloats(const std::byte *at)
    {
        uint16_t bits[8];
        std::memcpy(bits, at, sizeof bits);
        return each([&](int i) { return bfloat16ToFloat(bits[i]); });
    }
    static PortableLanes loadBytes(const std::byte *at)
    {
        return each([&](int i) { return float(int8_t(at[i])); });
    }
    void storeHalves(std::byte *at) const
    {
        uint16_t halves[8];
        for (int i = 0; i < 8; ++i)
            halves[i] = floatToHalf(lane[i]);
        std::memcpy(at, halves, sizeof halves);
    }
    /// Whole numbers within ±127, as they come from rounded().
    void storeBytes(int8_t *at) const
    {
        for (int i = 0; i < 8; ++i)
            at[i] = int8_t(lane[i]);
    }

    static PortableLanes add(PortableLanes a, PortableLanes b)
    {
        return each([&](int i) { return a.lane[i] + b.lane[i]; });
    }
    static PortableLanes subtract(PortableLanes a, PortableLanes b)
    {
        return each([&](int i) { return a.lane[i] - b.lane[i]; });
    }
    static PortableLanes multiply(PortableLanes a, PortableLanes b)
    {
        return each([&](int i) { return a.lane[i] * b.lane[i]; });
    }
    static PortableLanes divide(PortableLanes a, PortableLanes b)
    {
        return each([&](int i) { return a.lane[i] / b.lane[i]; });
    }
    static PortableLanes multiplyAdd(PortableLanes a, PortableLanes b, PortableLanes sum)
    {
        return each([&](int i) { return multiplyAddOnce(a.lane[i], b.lane[i], sum.lane[i]); });
    }
    /// As the vector instruction has it: b where a is not greater, so also where one is not a number.
    static PortableLanes largest(PortableLanes a, PortableLanes b)
    {
        return each([&](int i) { return a.lane[i] > b.lane[i] ? a.lane[i] : b.lane[i]; });
    }
    static PortableLanes absolute(PortableLanes a)
    {
        return each([&](int i) { return std::abs(a.lane[i]); });
    }
    static PortableLanes negate(PortableLanes a)
    {
        return each([&](int i) { return -a.lane[i]; });
    }
    /// value * 2^n for whole n that keep the result normal.
    static PortableLanes scaleByPower(PortableLanes value, PortableLanes n)
    {
        return each([&](int i) {
            return std::bit_cast<float>(
                std::bit_cast<int32_t>(value.lane[i]) + int32_t(n.lane[i]) * (1 << 23));
        });
    }
    /// value where a >= b, else 0.
    static PortableLanes keepWhereAtLeast(PortableLanes a, PortableLanes b, PortableLanes value)
    {
        return each([&](int i) { return a.lane[i] >= b.lane[i] ? value.lane[i] : 0.0F; });
    }
    /// Halves are added to halves: (0+4)+(2+6) + (1+5)+(3+7).
    static void storeSums(PortableLanes a, float *at, int) { *at = sum(a); }
    static float sum(PortableLanes a)
    {
        for (int width = 4; width > 0; width /= 2)
            for (int i = 0; i < width; ++i)
                a.lane[i] += a.lane[i + width];
        return a.lane[0];
    }
    static float largestOf(PortableLanes a)
    {
        for (int width = 4; width > 0; width /= 2)
            for (int i = 0; i < width; ++i)
                a.lane[i] = a.lane[i] > a.lane[i + width] ? a.lane[i] : a.lane[i + width];
        return a.lane[0];
    }
};

} // namespace alcove::inference
