#pragma once

/// Included before the kernels for AVX-512 and AVX-VNNI when they are compiled into a test: their
/// instructions become SIMDe's functions, so that every processor with AVX2 can check every kernel.

#include <simde/x86/avx512.h>

#include <immintrin.h>

#define __m512 simde__m512
#define __m512i simde__m512i
#define _mm512_add_epi32 simde_mm512_add_epi32
#define _mm512_add_epi8 simde_mm512_add_epi8
#define _mm512_add_ps simde_mm512_add_ps
#define _mm512_and_si512 simde_mm512_and_si512
#define _mm512_andnot_ps simde_mm512_andnot_ps
#define _mm512_broadcast_f32x8 simde_mm512_broadcast_f32x8
#define _mm512_broadcast_i32x4 simde_mm512_broadcast_i32x4
#define _mm512_castps256_ps512 simde_mm512_castps256_ps512
#define _mm512_castps512_ps256 simde_mm512_castps512_ps256
#define _mm512_castps_si512 simde_mm512_castps_si512
#define _mm512_castsi512_ps simde_mm512_castsi512_ps
#define _mm512_cmp_ps_mask simde_mm512_cmp_ps_mask
#define _mm512_cvtepi32_ps simde_mm512_cvtepi32_ps
#define _mm512_cvtepu16_epi32 simde_mm512_cvtepu16_epi32
#define _mm512_cvtph_ps simde_mm512_cvtph_ps
#define _mm512_cvtps_epi32 simde_mm512_cvtps_epi32
#define _mm512_div_ps simde_mm512_div_ps
#define _mm512_dpbusd_epi32 simde_mm512_dpbusd_epi32
#define _mm512_extractf32x8_ps simde_mm512_extractf32x8_ps
#define _mm512_fmadd_ps simde_mm512_fmadd_ps
#define _mm512_insertf32x8 simde_mm512_insertf32x8
#define _mm512_loadu_ps simde_mm512_loadu_ps
#define _mm512_loadu_si512 simde_mm512_loadu_si512
#define _mm512_maskz_mov_ps simde_mm512_maskz_mov_ps
#define _mm512_max_ps simde_mm512_max_ps
#define _mm512_mul_ps simde_mm512_mul_ps
#define _mm512_or_si512 simde_mm512_or_si512
#define _mm512_set1_epi32 simde_mm512_set1_epi32
#define _mm512_set1_epi8 simde_mm512_set1_epi8
#define _mm512_set1_ps simde_mm512_set1_ps
#define _mm512_setzero_ps simde_mm512_setzero_ps
#define _mm512_setzero_si512 simde_mm512_setzero_si512
#define _mm512_shuffle_epi8 simde_mm512_shuffle_epi8
#define _mm512_slli_epi16 simde_mm512_slli_epi16
#define _mm512_slli_epi32 simde_mm512_slli_epi32
#define _mm512_srli_epi16 simde_mm512_srli_epi16
#define _mm512_storeu_ps simde_mm512_storeu_ps
#define _mm512_sub_ps simde_mm512_sub_ps
#define _mm512_xor_ps simde_mm512_xor_ps
#define _mm512_xor_si512 simde_mm512_xor_si512
#define _mm256_dpbusd_avx_epi32 simde_mm256_dpbusd_epi32
// Those that SIMDe lacks, in two steps each.
#define _mm512_cvtepi8_epi32(bytes) simde_mm512_cvtepi16_epi32(_mm256_cvtepi8_epi16(bytes))
#define _mm512_cvtepu8_epi32(bytes) simde_mm512_cvtepu16_epi32(_mm256_cvtepu8_epi16(bytes))
#define _mm512_cvtps_ph(floats, rounding)                                                                    \
    _mm256_set_m128i(_mm256_cvtps_ph(simde_mm512_extractf32x8_ps(floats, 1), rounding),                      \
        _mm256_cvtps_ph(simde_mm512_castps512_ps256(floats), rounding))
