#include "inference/compute/packed_kernels.h"

#include <cstring>
#include <immintrin.h>

/// The packed kernels for AVX-512 with VNNI: sixteen output rows a vector, and vpdpbusd, which adds
/// four products of unsigned and signed bytes to a 32-bit sum.

namespace alcove::inference {

namespace {

struct Avx512 {
    using Ints = __m512i;
    using Floats = __m512;
    static constexpr int kRows = 16;
    static constexpr int kBytes = 64;
    static constexpr int kVectors = 2;

    static Ints load(const void *at) { return _mm512_loadu_si512(at); }
    static Ints lowNibbles(Ints pairs) { return _mm512_and_si512(pairs, _mm512_set1_epi8(15)); }
    static Ints highNibbles(Ints pairs) { return lowNibbles(_mm512_srli_epi16(pairs, 4)); }

    /// bits shifted right by kRight, left if negative, & kMask, byte by byte.
    template <int kRight, int kMask>
    static Ints pick(Ints bits)
    {
        const Ints moved = kRight < 0 ? _mm512_slli_epi16(bits, kRight < 0 ? -kRight : 0)
                                      : _mm512_srli_epi16(bits, kRight < 0 ? 0 : kRight);
        return _mm512_and_si512(moved, _mm512_set1_epi8(kMask));
    }
    static Ints either(Ints a, Ints b) { return _mm512_or_si512(a, b); }
    template <int kNumber>
    static Ints plus(Ints bytes)
    {
        return _mm512_add_epi8(bytes, _mm512_set1_epi8(kNumber));
    }
    /// Those of 16 numbers that stand at these places.
    static Ints chosen(const int8_t *numbers, Ints places)
    {
        const __m128i all = _mm_loadu_si128(reinterpret_cast<const __m128i *>(numbers));
        return _mm512_shuffle_epi8(_mm512_broadcast_i32x4(all), places);
    }
    static Ints broadcastFour(const int8_t *values)
    {
        int32_t bits = 0;
        std::memcpy(&bits, values, sizeof bits);
        return _mm512_set1_epi32(bits);
    }

    static Floats zero() { return _mm512_setzero_ps(); }
    static Floats broadcast(const float *value) { return _mm512_set1_ps(*value); }
    static Floats halves(const uint8_t *at)
    {
        return _mm512_cvtph_ps(_mm256_loadu_si256(reinterpret_cast<const __m256i *>(at)));
    }
    static Floats unsignedBytes(const uint8_t *at)
    {
        return toFloats(_mm512_cvtepu8_epi32(_mm_loadu_si128(reinterpret_cast<const __m128i *>(at))));
    }
    static Floats signedBytes(const uint8_t *at)
    {
        return toFloats(_mm512_cvtepi8_epi32(_mm_loadu_si128(reinterpret_cast<const __m128i *>(at))));
    }
    /// 2 to the power of each byte - 128; 0 for 0.
    static Floats powersOfTwo(const uint8_t *at)
    {
        const Ints bits = _mm512_slli_epi32(
            _mm512_cvtepu8_epi32(_mm_loadu_si128(reinterpret_cast<const __m128i *>(at))), 23);
        return _mm512_mul_ps(_mm512_castsi512_ps(bits), _mm512_set1_ps(0.5F));
    }
    static Floats broadcastNumber(const int32_t *value) { return toFloats(_mm512_set1_epi32(*value)); }
    static Floats toFloats(Ints numbers) { return _mm512_cvtepi32_ps(numbers); }
    static Floats multiply(Floats a, Floats b) { return _mm512_mul_ps(a, b); }
    static Floats multiplyAdd(Floats a, Floats b, Floats sum) { return _mm512_fmadd_ps(a, b, sum); }
    static void store(float *at, Floats values) { _mm512_storeu_ps(at, values); }

    template <WeightRange kRange>
    class Sums {
    public:
        [[gnu::always_inline]] void start(const int32_t *at)
        {
            m_sum = at ? _mm512_set1_epi32(*at) : _mm512_setzero_si512();
        }
        template <size_t K>
        [[gnu::always_inline]] void add(Ints weights, Ints values)
        {
            if constexpr (kRange == WeightRange::Signed) // as w + 128, which the start makes good
                weights = _mm512_xor_si512(weights, _mm512_set1_epi8(-128));
            m_sum = _mm512_dpbusd_epi32(m_sum, weights, values);
        }
        Ints total() const { return m_sum; }

    private:
        Ints m_sum;
    };

    /// The hardware's own prefetcher falls behind as soon as the core computes on what it reads: one and two
    /// rows run at 0.72 of the reading speed if left to it, and at 0.87 so (Zen 5).
    static constexpr int kFewRows = 3;
    static constexpr size_t kAheadOfFew = 4608;
};

} // namespace

constinit const PackedKernels kAvx512Kernels = Kernels<Avx512>::table(Isa::Avx512);

} // namespace alcove::inference
