#include "inference/compute/packed_product.h"

#include <cstddef>
#include <cstring>
#include <immintrin.h>

/// The packed kernels for AVX2 without VNNI: eight output rows a vector.
///
/// vpmaddubsw adds two products in 16 bits. With weights of 0..15 and activations within ±127 a whole
/// block of 32 inputs stays below 15 * 127 * 16 = 30480, so a block's sums are widened once. With five
/// bits half a block fits (31 * 127 * 8 = 31496), with six bits two products of two (63 * 127 * 4 = 32004).
///
/// Nothing inline from other headers is called here: code compiled for AVX2 must not be merged into
/// generic code by the linker.

namespace alcove::inference {

namespace {

constexpr int kTileRows = 4;
constexpr int kVectors = 4; // of eight rows, in a group of 32

__m256i load(const void *at)
{
    return _mm256_loadu_si256(static_cast<const __m256i *>(at));
}

/// Four activations in every lane.
__m256i four(const int8_t *values)
{
    int32_t bits = 0;
    std::memcpy(&bits, values, sizeof bits);
    return _mm256_set1_epi32(bits);
}

__m256 halves(const uint8_t *at)
{
    return _mm256_cvtph_ps(_mm_loadu_si128(reinterpret_cast<const __m128i *>(at)));
}

__m256 bytesAsFloats(const uint8_t *at)
{
    return _mm256_cvtepi32_ps(_mm256_cvtepu8_epi32(_mm_loadl_epi64(reinterpret_cast<const __m128i *>(at))));
}

__m256 signedBytesAsFloats(const uint8_t *at)
{
    return _mm256_cvtepi32_ps(_mm256_cvtepi8_epi32(_mm_loadl_epi64(reinterpret_cast<const __m128i *>(at))));
}

/// Sums of neighbouring 16-bit numbers as 32 bits.
__m256i widen(__m256i sums)
{
    return _mm256_madd_epi16(sums, _mm256_set1_epi16(1));
}

template <int M>
struct Sums {
    __m256 of[kVectors][size_t(M)];

    Sums()
    {
        for (auto &vector : of)
            for (__m256 &sum : vector)
                sum = _mm256_setzero_ps();
    }
    void store(float *out, int64_t stride) const
    {
        for (int v = 0; v < kVectors; ++v)
            for (int m = 0; m < M; ++m)
                _mm256_storeu_ps(out + m * stride + 8 * v, of[v][m]);
    }
};

/// Makes the compiler load the activations anew: kept over the vectors of a group they would be spilled
/// to the stack and cost more than the broadcasts they save.
inline void forget(const int8_t *&values)
{
    asm volatile("" : "+r"(values));
}

/// Sums of nibble * activation over a whole block for sixteen rows; 32-bit. A broadcast serves two products.
template <int M>
inline void nibbleSums(const uint8_t *nibbles, const int8_t *values, __m256i (&sums)[2][size_t(M)])
{
    const __m256i low = _mm256_set1_epi8(15);
#pragma GCC unroll 4
    for (int j = 0; j < 4; ++j) {
        const __m256i pairs[2] = {load(nibbles + 128 * j), load(nibbles + 128 * j + 32)};
        const __m256i first[2] = {_mm256_and_si256(pairs[0], low), _mm256_and_si256(pairs[1], low)};
        const __m256i second[2] = {_mm256_and_si256(_mm256_srli_epi16(pairs[0], 4), low),
            _mm256_and_si256(_mm256_srli_epi16(pairs[1], 4), low)};
#pragma GCC unroll 4
        for (int m = 0; m < M; ++m) {
            const __m256i a = four(values + m * 32 + 8 * j);
#pragma GCC unroll 2
            for (int h = 0; h < 2; ++h) {
                const __m256i products = _mm256_maddubs_epi16(first[h], a);
                sums[h][m] = j == 0 ? products : _mm256_add_epi16(sums[h][m], products);
            }
        }
#pragma GCC unroll 4
        for (int m = 0; m < M; ++m) {
            const __m256i a = four(values + m * 32 + 8 * j + 4);
#pragma GCC unroll 2
            for (int h = 0; h < 2; ++h)
                sums[h][m] = _mm256_add_epi16(sums[h][m], _mm256_maddubs_epi16(second[h], a));
        }
    }
#pragma GCC unroll 4
    for (int m = 0; m < M; ++m) {
        sums[0][m] = widen(sums[0][m]);
        sums[1][m] = widen(sums[1][m]);
    }
}

template <int M>
void q4_0(const uint8_t *w, const RowTile &tile, float *out, int64_t outStride)
{
    Sums<M> sums;
    const int8_t *values = tile.values;
    const float *scales = tile.scales;
    const int32_t *rowSums = tile.sums;
    for (int64_t b = 0; b < tile.blocks; ++b) {
        for (int v = 0; v < kVectors; v += 2) {
            __m256i whole[2][size_t(M)];
            forget(values);
            nibbleSums<M>(w + offsetof(PackedQ4_0, nibbles) + 32 * v, values, whole);
#pragma GCC unroll 2
            for (int h = 0; h < 2; ++h) {
                const __m256 scale = halves(w + 16 * (v + h));
#pragma GCC unroll 4
                for (int m = 0; m < M; ++m) {
                    const int32_t start = -8 * (rowSums[2 * m] + rowSums[2 * m + 1]);
                    const __m256 number =
                        _mm256_cvtepi32_ps(_mm256_add_epi32(whole[h][m], _mm256_set1_epi32(start)));
                    sums.of[v + h][m] = _mm256_fmadd_ps(
                        number, _mm256_mul_ps(scale, _mm256_set1_ps(scales[m])), sums.of[v + h][m]);
                }
            }
        }
        w += sizeof(PackedQ4_0);
        values += 32 * M;
        scales += M;
        rowSums += 2 * M;
    }
    sums.store(out, outStride);
}

template <int M>
void q8_0(const uint8_t *w, const RowTile &tile, float *out, int64_t outStride)
{
    Sums<M> sums;
    const int8_t *values = tile.values;
    const float *scales = tile.scales;
    for (int64_t b = 0; b < tile.blocks; ++b) {
        for (int v = 0; v < kVectors; ++v) {
            __m256i whole[size_t(M)];
#pragma GCC unroll 8
            for (int j = 0; j < 8; ++j) {
                // |w| * (a with w's sign) = w * a; |w| may be 128, which unsigned bytes hold.
                const __m256i weight = load(w + offsetof(PackedQ8_0, values) + 128 * j + 32 * v);
                const __m256i size = _mm256_abs_epi8(weight);
#pragma GCC unroll 4
                for (int m = 0; m < M; ++m) {
                    const __m256i products = widen(
                        _mm256_maddubs_epi16(size, _mm256_sign_epi8(four(values + m * 32 + 4 * j), weight)));
                    whole[m] = j == 0 ? products : _mm256_add_epi32(whole[m], products);
                }
            }
            const __m256 scale = halves(w + 16 * v);
#pragma GCC unroll 4
            for (int m = 0; m < M; ++m)
                sums.of[v][m] = _mm256_fmadd_ps(_mm256_cvtepi32_ps(whole[m]),
                    _mm256_mul_ps(scale, _mm256_set1_ps(scales[m])), sums.of[v][m]);
        }
        w += sizeof(PackedQ8_0);
        values += 32 * M;
        scales += M;
    }
    sums.store(out, outStride);
}

/// The last steps of a block with scale and minimum.
template <int M>
inline void addScaledBlock(const __m256i (&whole)[size_t(M)], __m256 scale, __m256 minimum,
    const float *scales, const int32_t *rowSums, __m256 (&sums)[size_t(M)])
{
#pragma GCC unroll 4
    for (int m = 0; m < M; ++m) {
        const __m256 rowScale = _mm256_set1_ps(scales[m]);
        const __m256 sum = _mm256_set1_ps(float(-(rowSums[2 * m] + rowSums[2 * m + 1])));
        sums[m] = _mm256_fmadd_ps(_mm256_cvtepi32_ps(whole[m]), _mm256_mul_ps(scale, rowScale), sums[m]);
        sums[m] = _mm256_fmadd_ps(sum, _mm256_mul_ps(minimum, rowScale), sums[m]);
    }
}

template <int M>
void q4_k(const uint8_t *w, const RowTile &tile, float *out, int64_t outStride)
{
    using Block = PackedQ4_K::Block;
    Sums<M> sums;
    const int8_t *values = tile.values;
    const float *scales = tile.scales;
    const int32_t *rowSums = tile.sums;
    for (int64_t s = 0; s < tile.blocks / 8; ++s, w += sizeof(PackedQ4_K)) {
        for (int b = 0; b < 8; ++b) {
            const uint8_t *block = w + offsetof(PackedQ4_K, blocks) + sizeof(Block) * size_t(b);
            for (int v = 0; v < kVectors; v += 2) {
                __m256i whole[2][size_t(M)];
                forget(values);
                nibbleSums<M>(block + offsetof(Block, nibbles) + 32 * v, values, whole);
                for (int h = 0; h < 2; ++h)
                    addScaledBlock<M>(whole[h],
                        _mm256_mul_ps(halves(w + 16 * (v + h)), bytesAsFloats(block + 8 * (v + h))),
                        _mm256_mul_ps(halves(w + 64 + 16 * (v + h)), bytesAsFloats(block + 32 + 8 * (v + h))),
                        scales, rowSums, sums.of[v + h]);
            }
            values += 32 * M;
            scales += M;
            rowSums += 2 * M;
        }
    }
    sums.store(out, outStride);
}

template <int M>
void q5_k(const uint8_t *w, const RowTile &tile, float *out, int64_t outStride)
{
    using Block = PackedQ5_K::Block;
    const __m256i low = _mm256_set1_epi8(15);
    const __m256i fifth = _mm256_set1_epi8(16);
    Sums<M> sums;
    const int8_t *values = tile.values;
    const float *scales = tile.scales;
    const int32_t *rowSums = tile.sums;
    for (int64_t s = 0; s < tile.blocks / 8; ++s, w += sizeof(PackedQ5_K)) {
        for (int b = 0; b < 8; ++b) {
            const uint8_t *block = w + offsetof(PackedQ5_K, blocks) + sizeof(Block) * size_t(b);
            for (int v = 0; v < kVectors; ++v) {
                const __m256i bits = load(block + offsetof(Block, highBits) + 32 * v);
                __m256i whole[size_t(M)];
                __m256i half[size_t(M)];
#pragma GCC unroll 4
                for (int j = 0; j < 4; ++j) {
                    const __m256i pair = load(block + offsetof(Block, nibbles) + 128 * j + 32 * v);
                    // Bits 2j and 2j+1 of every byte, moved to the place of the fifth bit.
                    const __m128i up = _mm_cvtsi32_si128(j < 2 ? 4 - 2 * j : 0);
                    const __m128i down = _mm_cvtsi32_si128(j < 2 ? 0 : 2 * j - 4);
                    const __m256i moved = _mm256_srl_epi16(_mm256_sll_epi16(bits, up), down);
                    const __m256i first =
                        _mm256_or_si256(_mm256_and_si256(pair, low), _mm256_and_si256(moved, fifth));
                    const __m256i second = _mm256_or_si256(_mm256_and_si256(_mm256_srli_epi16(pair, 4), low),
                        _mm256_and_si256(_mm256_srli_epi16(moved, 1), fifth));
#pragma GCC unroll 4
                    for (int m = 0; m < M; ++m) {
                        const __m256i products =
                            _mm256_add_epi16(_mm256_maddubs_epi16(first, four(values + m * 32 + 8 * j)),
                                _mm256_maddubs_epi16(second, four(values + m * 32 + 8 * j + 4)));
                        half[m] = j % 2 == 0 ? products : _mm256_add_epi16(half[m], products);
                        if (j == 1)
                            whole[m] = widen(half[m]);
                        if (j == 3)
                            whole[m] = _mm256_add_epi32(whole[m], widen(half[m]));
                    }
                }
                addScaledBlock<M>(whole, _mm256_mul_ps(halves(w + 16 * v), bytesAsFloats(block + 8 * v)),
                    _mm256_mul_ps(halves(w + 64 + 16 * v), bytesAsFloats(block + 32 + 8 * v)), scales,
                    rowSums, sums.of[v]);
            }
            values += 32 * M;
            scales += M;
            rowSums += 2 * M;
        }
    }
    sums.store(out, outStride);
}

template <int M>
void q6_k(const uint8_t *w, const RowTile &tile, float *out, int64_t outStride)
{
    using Block = PackedQ6_K::Block;
    using Half = PackedQ6_K::Half;
    const __m256i low = _mm256_set1_epi8(15);
    const __m256i upper = _mm256_set1_epi8(0x30);
    Sums<M> sums;
    const int8_t *values = tile.values;
    const float *scales = tile.scales;
    const int32_t *rowSums = tile.sums;
    for (int64_t s = 0; s < tile.blocks / 8; ++s, w += sizeof(PackedQ6_K)) {
        for (int b = 0; b < 8; ++b) {
            const uint8_t *block = w + offsetof(PackedQ6_K, blocks) + sizeof(Block) * size_t(b);
            for (int v = 0; v < kVectors; ++v) {
                __m256 part[size_t(M)];
#pragma GCC unroll 2
                for (int h = 0; h < 2; ++h) {
                    const uint8_t *half = block + offsetof(Block, halves) + sizeof(Half) * size_t(h);
                    const __m256i bits = load(half + 32 * v);
                    __m256i whole[size_t(M)];
#pragma GCC unroll 2
                    for (int jj = 0; jj < 2; ++jj) {
                        const __m256i pair = load(half + offsetof(Half, nibbles) + 128 * jj + 32 * v);
                        const __m256i up = jj == 0 ? _mm256_slli_epi16(bits, 4) : bits;
                        const __m256i down =
                            jj == 0 ? _mm256_slli_epi16(bits, 2) : _mm256_srli_epi16(bits, 2);
                        const __m256i first =
                            _mm256_or_si256(_mm256_and_si256(pair, low), _mm256_and_si256(up, upper));
                        const __m256i second = _mm256_or_si256(
                            _mm256_and_si256(_mm256_srli_epi16(pair, 4), low), _mm256_and_si256(down, upper));
#pragma GCC unroll 4
                        for (int m = 0; m < M; ++m) {
                            const int8_t *at = values + m * 32 + 16 * h + 8 * jj;
                            const __m256i products =
                                widen(_mm256_add_epi16(_mm256_maddubs_epi16(first, four(at)),
                                    _mm256_maddubs_epi16(second, four(at + 4))));
                            whole[m] = jj == 0 ? products : _mm256_add_epi32(whole[m], products);
                        }
                    }
                    const __m256 scale =
                        _mm256_mul_ps(halves(w + 16 * v), signedBytesAsFloats(block + 32 * h + 8 * v));
#pragma GCC unroll 4
                    for (int m = 0; m < M; ++m) {
                        const __m256i start = _mm256_set1_epi32(-32 * rowSums[2 * m + h]);
                        const __m256 number = _mm256_cvtepi32_ps(_mm256_add_epi32(whole[m], start));
                        part[m] =
                            h == 0 ? _mm256_mul_ps(number, scale) : _mm256_fmadd_ps(number, scale, part[m]);
                    }
                }
#pragma GCC unroll 4
                for (int m = 0; m < M; ++m)
                    sums.of[v][m] = _mm256_fmadd_ps(part[m], _mm256_set1_ps(scales[m]), sums.of[v][m]);
            }
            values += 32 * M;
            scales += M;
            rowSums += 2 * M;
        }
    }
    sums.store(out, outStride);
}

using Multiply = void (*)(const uint8_t *, const RowTile &, float *, int64_t);

template <Multiply One, Multiply Two, Multiply Three, Multiply Four>
void byRows(const std::byte *group, const RowTile &tile, float *out, int64_t outStride)
{
    static constexpr Multiply kByRows[kTileRows] = {One, Two, Three, Four};
    kByRows[tile.rows - 1](reinterpret_cast<const uint8_t *>(group), tile, out, outStride);
}

} // namespace

const PackedKernels kAvx2Kernels = {
    .isa = Isa::Avx2,
    .tileRows = kTileRows,
    .q4_0 = byRows<q4_0<1>, q4_0<2>, q4_0<3>, q4_0<4>>,
    .q8_0 = byRows<q8_0<1>, q8_0<2>, q8_0<3>, q8_0<4>>,
    .q4_k = byRows<q4_k<1>, q4_k<2>, q4_k<3>, q4_k<4>>,
    .q5_k = byRows<q5_k<1>, q5_k<2>, q5_k<3>, q5_k<4>>,
    .q6_k = byRows<q6_k<1>, q6_k<2>, q6_k<3>, q6_k<4>>,
};

} // namespace alcove::inference
