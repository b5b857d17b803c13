#pragma once

#include "inference/compute/avx2_lanes.h"

#include <cstddef>
#include <cstdint>
#include <immintrin.h>

namespace alcove::inference {

// Unnamed in a header on purpose: whoever includes this is compiled for AVX-512 and keeps its own copy.
namespace {

/// Sixteen floats in a register, for what is done number by number; see PortableLanes for what each
/// function means.
struct Avx512Lanes {
    __m512 lanes;

    static constexpr int kLanes = 16;
    static constexpr int kNumbers = 16;
    static constexpr int kMostSums = 16;

    static Avx512Lanes zero() { return {_mm512_setzero_ps()}; }
    static Avx512Lanes broadcast(float value) { return {_mm512_set1_ps(value)}; }
    static Avx512Lanes load(const float *at) { return {_mm512_loadu_ps(at)}; }
    void store(float *at) const { _mm512_storeu_ps(at, lanes); }

    static Avx512Lanes loadFloats(const std::byte *at) { return {_mm512_loadu_ps(at)}; }
    static Avx512Lanes loadHalves(const std::byte *at)
    {
        return {_mm512_cvtph_ps(_mm256_loadu_si256(reinterpret_cast<const __m256i *>(at)))};
    }
    static Avx512Lanes loadBfloats(const std::byte *at)
    {
        const __m256i bits = _mm256_loadu_si256(reinterpret_cast<const __m256i *>(at));
        return {_mm512_castsi512_ps(_mm512_slli_epi32(_mm512_cvtepu16_epi32(bits), 16))};
    }
    static Avx512Lanes loadBytes(const std::byte *at)
    {
        const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i *>(at));
        return {_mm512_cvtepi32_ps(_mm512_cvtepi8_epi32(bytes))};
    }
    static Avx512Lanes broadcastHalf(const std::byte *at)
    {
        return {_mm512_broadcast_f32x8(Avx2Lanes::broadcastHalf(at).lanes)};
    }
    void storeHalves(std::byte *at) const
    {
        _mm256_storeu_si256(
            reinterpret_cast<__m256i *>(at), _mm512_cvtps_ph(lanes, _MM_FROUND_TO_NEAREST_INT));
    }

    static Avx512Lanes add(Avx512Lanes a, Avx512Lanes b) { return {_mm512_add_ps(a.lanes, b.lanes)}; }
    static Avx512Lanes subtract(Avx512Lanes a, Avx512Lanes b) { return {_mm512_sub_ps(a.lanes, b.lanes)}; }
    static Avx512Lanes multiply(Avx512Lanes a, Avx512Lanes b) { return {_mm512_mul_ps(a.lanes, b.lanes)}; }
    static Avx512Lanes divide(Avx512Lanes a, Avx512Lanes b) { return {_mm512_div_ps(a.lanes, b.lanes)}; }
    static Avx512Lanes multiplyAdd(Avx512Lanes a, Avx512Lanes b, Avx512Lanes sum)
    {
        return {_mm512_fmadd_ps(a.lanes, b.lanes, sum.lanes)};
    }
    static Avx512Lanes largest(Avx512Lanes a, Avx512Lanes b) { return {_mm512_max_ps(a.lanes, b.lanes)}; }
    static Avx512Lanes absolute(Avx512Lanes a) { return {_mm512_andnot_ps(_mm512_set1_ps(-0.0F), a.lanes)}; }
    static Avx512Lanes negate(Avx512Lanes a) { return {_mm512_xor_ps(_mm512_set1_ps(-0.0F), a.lanes)}; }
    static Avx512Lanes scaleByPower(Avx512Lanes value, Avx512Lanes n)
    {
        const __m512i power = _mm512_slli_epi32(_mm512_cvtps_epi32(n.lanes), 23);
        return {_mm512_castsi512_ps(_mm512_add_epi32(_mm512_castps_si512(value.lanes), power))};
    }
    static Avx512Lanes keepWhereAtLeast(Avx512Lanes a, Avx512Lanes b, Avx512Lanes value)
    {
        return {_mm512_maskz_mov_ps(_mm512_cmp_ps_mask(a.lanes, b.lanes, _CMP_GE_OQ), value.lanes)};
    }
};

/// The eight partial sums of two queries in one register, for scores.
struct QueryPair {
    __m512 lanes;

    static constexpr int kNumbers = 8;
    static constexpr int kQueries = 2;
    static constexpr int kMostSums = 16;
    using Single = Avx2Lanes;

    static QueryPair zero() { return {_mm512_setzero_ps()}; }
    /// Eight numbers of two queries.
    static QueryPair loadQueries(const float *const *queries, int64_t from)
    {
        const __m512 first = _mm512_castps256_ps512(_mm256_loadu_ps(queries[0] + from));
        return {_mm512_insertf32x8(first, _mm256_loadu_ps(queries[1] + from), 1)};
    }
    /// Eight numbers of a key, once for each query.
    static QueryPair loadFloats(const std::byte *at)
    {
        return {_mm512_broadcast_f32x8(Avx2Lanes::loadFloats(at).lanes)};
    }
    static QueryPair loadHalves(const std::byte *at)
    {
        return {_mm512_cvtph_ps(
            _mm256_broadcastsi128_si256(_mm_loadu_si128(reinterpret_cast<const __m128i *>(at))))};
    }
    static QueryPair loadBfloats(const std::byte *at)
    {
        return {_mm512_broadcast_f32x8(Avx2Lanes::loadBfloats(at).lanes)};
    }
    static QueryPair loadBytes(const std::byte *at)
    {
        return {_mm512_broadcast_f32x8(Avx2Lanes::loadBytes(at).lanes)};
    }
    static QueryPair broadcastHalf(const std::byte *at)
    {
        return {_mm512_broadcast_f32x8(Avx2Lanes::broadcastHalf(at).lanes)};
    }
    static QueryPair multiply(QueryPair a, QueryPair b) { return {_mm512_mul_ps(a.lanes, b.lanes)}; }
    static QueryPair multiplyAdd(QueryPair a, QueryPair b, QueryPair sum)
    {
        return {_mm512_fmadd_ps(a.lanes, b.lanes, sum.lanes)};
    }
    static void storeSums(QueryPair a, float *at, int stride)
    {
        at[0] = Avx2Lanes::sum({_mm512_castps512_ps256(a.lanes)});
        at[stride] = Avx2Lanes::sum({_mm512_extractf32x8_ps(a.lanes, 1)});
    }
};

} // namespace

} // namespace alcove::inference
