#include "inference/compute/avx2_vectors.h"
#include "inference/compute/packed_kernels.h"

/// The packed kernels for processors with VNNI but without AVX-512 (Intel's laptops since Alder Lake):
/// vectors of eight output rows, and vpdpbusd, which adds four products of unsigned and signed bytes to
/// a 32-bit sum.

namespace alcove::inference {

namespace {

struct AvxVnni : Avx2Vectors {
    template <WeightRange kRange>
    class Sums {
    public:
        [[gnu::always_inline]] void start(const int32_t *at)
        {
            m_sum = at ? _mm256_set1_epi32(*at) : _mm256_setzero_si256();
        }
        template <size_t K>
        [[gnu::always_inline]] void add(Ints weights, Ints values)
        {
            if constexpr (kRange == WeightRange::Signed) // as w + 128, which the start makes good
                weights = _mm256_xor_si256(weights, _mm256_set1_epi8(-128));
            m_sum = _mm256_dpbusd_avx_epi32(m_sum, weights, values);
        }
        Ints total() const { return m_sum; }

    private:
        Ints m_sum;
    };

    /// As measured for AVX-512, whose reading is the same.
    static constexpr int kFewRows = 3;
    static constexpr size_t kAheadOfFew = 4608;
};

} // namespace

constinit const PackedKernels kAvxVnniKernels = Kernels<AvxVnni>::table(Isa::AvxVnni);

} // namespace alcove::inference
