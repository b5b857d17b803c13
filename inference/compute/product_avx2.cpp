#include "inference/compute/avx2_vectors.h"
#include "inference/compute/packed_kernels.h"

/// The packed kernels for AVX2 without VNNI: eight output rows a vector.
///
/// vpmaddubsw adds two products in 16 bits. With weights of 0..15 and activations within ±127 a whole
/// block of 32 inputs stays below 15 * 127 * 16 = 30480, so a block's sums are widened once. With five
/// bits half a block fits (31 * 127 * 8 = 31496), with six bits two products of two (63 * 127 * 4 = 32004).

namespace alcove::inference {

namespace {

struct Avx2 : Avx2Vectors {
    /// Sums of neighbouring 16-bit numbers as 32 bits.
    static Ints widen(Ints sums) { return _mm256_madd_epi16(sums, _mm256_set1_epi16(1)); }

    template <WeightRange kRange>
    class Sums {
    public:
        void start(const int32_t *at) { m_start = at; }

        template <size_t K>
        [[gnu::always_inline]] void add(Ints weights, Ints values)
        {
            const Ints products = _mm256_maddubs_epi16(weights, values);
            m_narrow = K % kStepsIn16Bits == 0 ? products : _mm256_add_epi16(m_narrow, products);
            // Without this the compiler makes all products first and has no registers for them.
            asm("" : "+x"(m_narrow));
            if (K % kStepsIn16Bits == kStepsIn16Bits - 1)
                m_wide = K % kStepsUntilTotal < kStepsIn16Bits ? widen(m_narrow)
                                                               : _mm256_add_epi32(m_wide, widen(m_narrow));
        }
        [[gnu::always_inline]] Ints total() const
        {
            return m_start ? _mm256_add_epi32(m_wide, _mm256_set1_epi32(*m_start)) : m_wide;
        }

    private:
        static constexpr size_t kStepsIn16Bits =
            kRange == WeightRange::Four ? 8 : (kRange == WeightRange::Five ? 4 : 2);
        static constexpr size_t kStepsUntilTotal = kRange == WeightRange::Six ? 4 : 8;
        Ints m_narrow;
        Ints m_wide;
        const int32_t *m_start;
    };

    /// The hardware's own prefetcher falls behind as soon as the core computes on what it reads: one row
    /// runs at 0.68 of the reading speed if left to it, and at 0.97 so (Zen 3).
    static constexpr int kFewRows = 4;
    static constexpr size_t kAheadOfFew = 3456;
};

/// |w| * (a with w's sign) = w * a; |w| may be 128, which unsigned bytes hold.
template <>
class Avx2::Sums<WeightRange::Signed> {
public:
    void start(const int32_t *) {}

    template <size_t K>
    [[gnu::always_inline]] void add(Ints weights, Ints values)
    {
        const Ints products =
            widen(_mm256_maddubs_epi16(_mm256_abs_epi8(weights), _mm256_sign_epi8(values, weights)));
        m_sum = K == 0 ? products : _mm256_add_epi32(m_sum, products);
        asm("" : "+x"(m_sum));
    }
    Ints total() const { return m_sum; }

private:
    Ints m_sum;
};

} // namespace

constinit const PackedKernels kAvx2Kernels = Kernels<Avx2>::table(Isa::Avx2);

} // namespace alcove::inference
