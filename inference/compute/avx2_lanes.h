#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <immintrin.h>

namespace alcove::inference {

// Unnamed in a header on purpose: whoever includes this is compiled for AVX2 and keeps its own copy.
namespace {

/// Eight floats in a register; see PortableLanes for what each function means.
struct Avx2Lanes {
    __m256 lanes;

    static constexpr int kLanes = 8;
    static constexpr int kNumbers = 8;  ///< of an entry that one load takes
    static constexpr int kQueries = 1;  ///< that one vector holds
    static constexpr int kMostSums = 8; ///< that a tile keeps in registers
    using Single = Avx2Lanes;           ///< for a query that is left over

    static Avx2Lanes zero() { return {_mm256_setzero_ps()}; }
    static Avx2Lanes broadcast(float value) { return {_mm256_set1_ps(value)}; }
    static Avx2Lanes load(const float *at) { return {_mm256_loadu_ps(at)}; }
    static Avx2Lanes loadQueries(const float *const *queries, int64_t from) { return load(*queries + from); }
    void store(float *at) const { _mm256_storeu_ps(at, lanes); }

    static Avx2Lanes loadFloats(const std::byte *at)
    {
        return {_mm256_loadu_ps(reinterpret_cast<const float *>(at))};
    }
    static Avx2Lanes broadcastHalf(const std::byte *at)
    {
        short half = 0;
        std::memcpy(&half, at, sizeof half);
        return {_mm256_cvtph_ps(_mm_set1_epi16(half))};
    }
    static Avx2Lanes loadHalves(const std::byte *at)
    {
        return {_mm256_cvtph_ps(_mm_loadu_si128(reinterpret_cast<const __m128i *>(at)))};
    }
    static Avx2Lanes loadBfloats(const std::byte *at)
    {
        const __m128i bits = _mm_loadu_si128(reinterpret_cast<const __m128i *>(at));
        return {_mm256_castsi256_ps(_mm256_slli_epi32(_mm256_cvtepu16_epi32(bits), 16))};
    }
    static Avx2Lanes loadBytes(const std::byte *at)
    {
        const __m128i bytes = _mm_loadl_epi64(reinterpret_cast<const __m128i *>(at));
        return {_mm256_cvtepi32_ps(_mm256_cvtepi8_epi32(bytes))};
    }
    void storeHalves(std::byte *at) const
    {
        _mm_storeu_si128(reinterpret_cast<__m128i *>(at), _mm256_cvtps_ph(lanes, _MM_FROUND_TO_NEAREST_INT));
    }
    void storeBytes(int8_t *at) const
    {
        const __m256i whole = _mm256_cvtps_epi32(lanes);
        const __m128i words =
            _mm_packs_epi32(_mm256_castsi256_si128(whole), _mm256_extracti128_si256(whole, 1));
        _mm_storel_epi64(reinterpret_cast<__m128i *>(at), _mm_packs_epi16(words, words));
    }

    static Avx2Lanes add(Avx2Lanes a, Avx2Lanes b) { return {_mm256_add_ps(a.lanes, b.lanes)}; }
    static Avx2Lanes subtract(Avx2Lanes a, Avx2Lanes b) { return {_mm256_sub_ps(a.lanes, b.lanes)}; }
    static Avx2Lanes multiply(Avx2Lanes a, Avx2Lanes b) { return {_mm256_mul_ps(a.lanes, b.lanes)}; }
    static Avx2Lanes divide(Avx2Lanes a, Avx2Lanes b) { return {_mm256_div_ps(a.lanes, b.lanes)}; }
    static Avx2Lanes multiplyAdd(Avx2Lanes a, Avx2Lanes b, Avx2Lanes sum)
    {
        return {_mm256_fmadd_ps(a.lanes, b.lanes, sum.lanes)};
    }
    static Avx2Lanes largest(Avx2Lanes a, Avx2Lanes b) { return {_mm256_max_ps(a.lanes, b.lanes)}; }
    static Avx2Lanes absolute(Avx2Lanes a) { return {_mm256_andnot_ps(_mm256_set1_ps(-0.0F), a.lanes)}; }
    static Avx2Lanes negate(Avx2Lanes a) { return {_mm256_xor_ps(_mm256_set1_ps(-0.0F), a.lanes)}; }
    static Avx2Lanes scaleByPower(Avx2Lanes value, Avx2Lanes n)
    {
        const __m256i power = _mm256_slli_epi32(_mm256_cvtps_epi32(n.lanes), 23);
        return {_mm256_castsi256_ps(_mm256_add_epi32(_mm256_castps_si256(value.lanes), power))};
    }
    static Avx2Lanes keepWhereAtLeast(Avx2Lanes a, Avx2Lanes b, Avx2Lanes value)
    {
        return {_mm256_and_ps(_mm256_cmp_ps(a.lanes, b.lanes, _CMP_GE_OQ), value.lanes)};
    }
    static void storeSums(Avx2Lanes a, float *at, int) { *at = sum(a); }
    static float sum(Avx2Lanes a)
    {
        const __m128 four = _mm_add_ps(_mm256_castps256_ps128(a.lanes), _mm256_extractf128_ps(a.lanes, 1));
        const __m128 two = _mm_add_ps(four, _mm_movehl_ps(four, four));
        return _mm_cvtss_f32(_mm_add_ss(two, _mm_movehdup_ps(two)));
    }
    static float largestOf(Avx2Lanes a)
    {
        const __m128 four = _mm_max_ps(_mm256_castps256_ps128(a.lanes), _mm256_extractf128_ps(a.lanes, 1));
        const __m128 two = _mm_max_ps(four, _mm_movehl_ps(four, four));
        return _mm_cvtss_f32(_mm_max_ss(two, _mm_movehdup_ps(two)));
    }
};

} // namespace

} // namespace alcove::inference
