#pragma once

#include <cstdint>
#include <cstring>
#include <immintrin.h>

namespace alcove::inference {

// Unnamed in a header on purpose: product_avx2.cpp and product_avx_vnni.cpp are compiled for different
// processors, and each must keep its own copy.
namespace {

/// Vectors of eight output rows, for packed_kernels.h.
struct Avx2Vectors {
    using Ints = __m256i;
    using Floats = __m256;
    static constexpr int kRows = 8;
    static constexpr int kBytes = 32;
    static constexpr int kVectors = 4;

    static Ints load(const void *at) { return _mm256_loadu_si256(static_cast<const __m256i *>(at)); }
    static Ints lowNibbles(Ints pairs) { return _mm256_and_si256(pairs, _mm256_set1_epi8(15)); }
    static Ints highNibbles(Ints pairs) { return lowNibbles(_mm256_srli_epi16(pairs, 4)); }

    /// bits shifted right by kRight, left if negative, & kMask, byte by byte.
    template <int kRight, int kMask>
    static Ints pick(Ints bits)
    {
        const Ints moved = kRight < 0 ? _mm256_slli_epi16(bits, kRight < 0 ? -kRight : 0)
                                      : _mm256_srli_epi16(bits, kRight < 0 ? 0 : kRight);
        return _mm256_and_si256(moved, _mm256_set1_epi8(kMask));
    }
    static Ints either(Ints a, Ints b) { return _mm256_or_si256(a, b); }
    template <int kNumber>
    static Ints plus(Ints bytes)
    {
        return _mm256_add_epi8(bytes, _mm256_set1_epi8(kNumber));
    }
    /// Those of 16 numbers that stand at these places.
    static Ints chosen(const int8_t *numbers, Ints places)
    {
        const __m128i all = _mm_loadu_si128(reinterpret_cast<const __m128i *>(numbers));
        return _mm256_shuffle_epi8(_mm256_broadcastsi128_si256(all), places);
    }
    static Ints broadcastFour(const int8_t *values)
    {
        int32_t bits = 0;
        std::memcpy(&bits, values, sizeof bits);
        return _mm256_set1_epi32(bits);
    }

    static Floats zero() { return _mm256_setzero_ps(); }
    static Floats broadcast(const float *value) { return _mm256_broadcast_ss(value); }
    static Floats halves(const uint8_t *at)
    {
        return _mm256_cvtph_ps(_mm_loadu_si128(reinterpret_cast<const __m128i *>(at)));
    }
    static Floats unsignedBytes(const uint8_t *at)
    {
        return toFloats(_mm256_cvtepu8_epi32(_mm_loadl_epi64(reinterpret_cast<const __m128i *>(at))));
    }
    static Floats signedBytes(const uint8_t *at)
    {
        return toFloats(_mm256_cvtepi8_epi32(_mm_loadl_epi64(reinterpret_cast<const __m128i *>(at))));
    }
    /// 2 to the power of each byte - 128; 0 for 0.
    static Floats powersOfTwo(const uint8_t *at)
    {
        const Ints bits = _mm256_slli_epi32(
            _mm256_cvtepu8_epi32(_mm_loadl_epi64(reinterpret_cast<const __m128i *>(at))), 23);
        return _mm256_mul_ps(_mm256_castsi256_ps(bits), _mm256_set1_ps(0.5F));
    }
    static Floats broadcastNumber(const int32_t *value) { return toFloats(_mm256_set1_epi32(*value)); }
    static Floats toFloats(Ints numbers) { return _mm256_cvtepi32_ps(numbers); }
    static Floats multiply(Floats a, Floats b) { return _mm256_mul_ps(a, b); }
    static Floats multiplyAdd(Floats a, Floats b, Floats sum) { return _mm256_fmadd_ps(a, b, sum); }
    static void store(float *at, Floats values) { _mm256_storeu_ps(at, values); }
};

} // namespace

} // namespace alcove::inference
