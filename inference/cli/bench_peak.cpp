#include "inference/cli/bench_peak.h"

#include "inference/cli/bench_clock.h"

#include <atomic>
#include <cstdint>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace alcove::inference {

namespace {

constexpr int64_t kRounds = 2'000'000;
constexpr int kSums = 12; // as many independent sums hide the instructions' latency

/// A loop over registers, and the operations of one of its kRounds * kSums steps.
struct PeakLoop {
    int operations;
    int (*run)(int start);
};

int runScalar(int start)
{
    int sums[kSums] = {};
    int left = start;
    for (int64_t round = 0; round < kRounds; ++round) {
        for (int &sum : sums)
            sum += left * 2;
        asm volatile("" : "+r"(left)); // or the compiler sees that all rounds are alike
    }
    for (int i = 1; i < kSums; ++i)
        sums[0] += sums[i];
    return sums[0];
}

#if defined(__x86_64__)
__attribute__((target("avx2"))) int runAvx2(int start)
{
    __m256i sums[kSums];
    __m256i left = _mm256_set1_epi8(char(start)), right = _mm256_set1_epi8(2);
    const __m256i ones = _mm256_set1_epi16(1);
    for (__m256i &sum : sums) {
        sum = _mm256_setzero_si256();
        asm volatile("" : "+x"(sum)); // or the compiler merges the sums
    }
    for (int64_t round = 0; round < kRounds; ++round) {
#pragma GCC unroll 12
        for (__m256i &sum : sums) {
            __m256i pairs = _mm256_maddubs_epi16(left, right);
            asm volatile("" : "+x"(pairs));
            sum = _mm256_add_epi32(sum, _mm256_madd_epi16(pairs, ones));
        }
        asm volatile("" : "+x"(left), "+x"(right));
    }
    for (int i = 1; i < kSums; ++i)
        sums[0] = _mm256_add_epi32(sums[0], sums[i]);
    return _mm256_extract_epi32(sums[0], 0);
}

__attribute__((target("avx2,avxvnni"))) int runAvxVnni(int start)
{
    __m256i sums[kSums];
    __m256i left = _mm256_set1_epi8(char(start)), right = _mm256_set1_epi8(2);
    for (__m256i &sum : sums) {
        sum = _mm256_setzero_si256();
        asm volatile("" : "+x"(sum)); // or the compiler merges the sums
    }
    for (int64_t round = 0; round < kRounds; ++round) {
#pragma GCC unroll 12
        for (__m256i &sum : sums)
            sum = _mm256_dpbusd_avx_epi32(sum, left, right);
        asm volatile("" : "+x"(left), "+x"(right));
    }
    for (int i = 1; i < kSums; ++i)
        sums[0] = _mm256_add_epi32(sums[0], sums[i]);
    return _mm256_extract_epi32(sums[0], 0);
}

__attribute__((target("avx512f,avx512vnni"))) int runAvx512Vnni(int start)
{
    __m512i sums[kSums];
    __m512i left = _mm512_set1_epi8(char(start)), right = _mm512_set1_epi8(2);
    for (__m512i &sum : sums) {
        sum = _mm512_setzero_si512();
        asm volatile("" : "+v"(sum)); // or the compiler merges the sums
    }
    for (int64_t round = 0; round < kRounds; ++round) {
#pragma GCC unroll 12
        for (__m512i &sum : sums)
            sum = _mm512_dpbusd_epi32(sum, left, right);
        asm volatile("" : "+v"(left), "+v"(right));
    }
    for (int i = 1; i < kSums; ++i)
        sums[0] = _mm512_add_epi32(sums[0], sums[i]);
    return _mm512_reduce_add_epi32(sums[0]);
}

#endif

/// The vector sets: vpmaddubsw, vpmaddwd and vpaddd; vpdpbusd on 256 bits; the same on 512.
PeakLoop loopOf(Isa isa)
{
    switch (isa) {
#if defined(__x86_64__)
    case Isa::Avx2:
        return {.operations = 64, .run = runAvx2};
    case Isa::AvxVnni:
        return {.operations = 64, .run = runAvxVnni};
    case Isa::Avx512:
        return {.operations = 128, .run = runAvx512Vnni};
#endif
    default:
        return {.operations = 2, .run = runScalar};
    }
}

} // namespace

double peakRate(ThreadPool &pool, Isa isa)
{
    const PeakLoop loop = loopOf(isa);
    std::atomic<int> sink = 0;
    const double seconds = secondsOf([&] { pool.run([&](int share, int) { sink += loop.run(share + 1); }); });
    return double(loop.operations) * kSums * double(kRounds) * pool.size() / seconds;
}

} // namespace alcove::inference
