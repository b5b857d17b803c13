#pragma once

#include "inference/compute/packed_blocks.h"
#include "inference/compute/packed_product.h"

#include <cstddef>
#include <cstdint>
#include <utility>

/// The packed kernels, written once for every instruction set with vectors.
///
/// Included only by product_<instruction set>.cpp, each of which is compiled for its own processors and
/// describes its vectors in a struct Simd of an unnamed namespace. Everything here is a template over
/// that struct, so that the linker never merges code of one instruction set into another's, and
/// nothing inline from other headers is called for the same reason.
///
///   Ints, Floats            vectors: four bytes, or one number, for each of kRows output rows
///   Sums<kind>              integer sums of products over a block: start, add<step>(weights, values), total
///   load, broadcastFour …   what their names say
///   kFewRows, kAheadOfFew   how far ahead to ask for memory: Fetching
///
/// A pass over few rows is as fast as the memory if it reads strictly forward, asks early enough and
/// computes faster than that; with more rows arithmetic counts, and what counts there is that sums stay
/// in registers and that a broadcast of four activations serves two products.

namespace alcove::inference {

constexpr int kMostTileRows = 6;
constexpr int kSteps = 8; // of four inputs, in a block of 32

/// Lets the compiler believe that a pointer changed: what it loaded from there is loaded again rather
/// than kept over a long stretch on the stack.
template <class T>
[[gnu::always_inline]] inline void forget(T *&pointer)
{
    asm volatile("" : "+r"(pointer));
}

/// Asks for memory while a kernel walks over the blocks of a group (Fetch). A group that is read for the
/// first time asks for its own later bytes: into the nearest cache for passes of few rows, else, where they
/// are needed later, into the next larger one.
template <class Simd, int M, size_t kBytesOfBlock>
class Fetching {
public:
    explicit Fetching(const Fetch &what) : m_next(what.from), m_bytes(what.bytesPerBlock) {}

    [[gnu::always_inline]] void during(const uint8_t *block)
    {
        if (!m_next) {
            for (size_t line = 0; line < kBytesOfBlock; line += 64) {
                if constexpr (M < Simd::kFewRows)
                    __builtin_prefetch(block + Simd::kAheadOfFew + line, 0, 3);
                else
                    __builtin_prefetch(block + kAheadOfMany + line, 0, 2);
            }
            return;
        }
        for (const std::byte *end = m_next + m_bytes; m_next != end; m_next += 64)
            __builtin_prefetch(m_next, 0, 2);
    }

private:
    static constexpr size_t kAheadOfMany = 9216;
    const std::byte *m_next;
    int64_t m_bytes;
};

/// Float sums of a tile of M rows for the 32 outputs of a group.
template <class Simd, int M>
struct TileSums {
    typename Simd::Floats of[Simd::kVectors][size_t(M)];

    [[gnu::always_inline]] TileSums()
    {
        for (auto &vector : of)
            for (auto &sum : vector)
                sum = Simd::zero();
    }
    void store(float *out, int64_t stride) const
    {
        for (int v = 0; v < Simd::kVectors; ++v)
            for (int m = 0; m < M; ++m)
                Simd::store(out + m * stride + Simd::kRows * v, of[v][m]);
    }
};

/// Where a tile's numbers stand while a kernel walks over the blocks.
template <int M>
struct TileCursor {
    const int8_t *values;
    const float *scales;
    const BlockStarts *starts;

    explicit TileCursor(const RowTile &tile) : values(tile.values), scales(tile.scales), starts(tile.starts)
    {}
    [[gnu::always_inline]] void advance()
    {
        values += kBlockInputs * M;
        scales += M;
        starts += M;
    }
};

/// Adds the products of steps First..Last-1 for two neighbouring vectors of output rows.
template <class Simd, class Block, int M, size_t K, size_t Last>
[[gnu::always_inline]] inline void addSteps(const uint8_t *&block, int v, const int8_t *values,
    typename Simd::template Sums<Block::kRange> (&sums)[2][size_t(M)])
{
    if constexpr (K < Last) {
        if constexpr (M > 4) // as many sums as registers: nothing else may stay in them
            forget(block);
        const typename Simd::Ints weights[2] = {
            Block::template weights<K>(block, v), Block::template weights<K>(block, v + 1)};
#pragma GCC unroll 6
        for (int m = 0; m < M; ++m) {
            const auto four = Simd::broadcastFour(values + m * kBlockInputs + 4 * int(K));
            sums[0][m].template add<K>(weights[0], four);
            sums[1][m].template add<K>(weights[1], four);
        }
        addSteps<Simd, Block, M, K + 1, Last>(block, v, values, sums);
    }
}

/// Adds a block whose integer sums are known: sum += whole * (scale * row scale), and with minimums
/// sum += -S * (minimum * row scale).
template <class Simd, class Scales, int M, class Sums>
[[gnu::always_inline]] inline void addBlock(const uint8_t *unit, const uint8_t *block, int v,
    const TileCursor<M> &x, const Sums (&whole)[2][size_t(M)], TileSums<Simd, M> &sums)
{
#pragma GCC unroll 2
    for (int h = 0; h < 2; ++h) {
        const int row = Simd::kRows * (v + h);
        const auto scale = Scales::scale(unit, block, row);
#pragma GCC unroll 6
        for (int m = 0; m < M; ++m) {
            const auto rowScale = Simd::broadcast(x.scales + m);
            auto &sum = sums.of[v + h][m];
            sum =
                Simd::multiplyAdd(Simd::toFloats(whole[h][m].total()), Simd::multiply(scale, rowScale), sum);
            if constexpr (requires { Scales::minimum(unit, block, row); })
                sum = Simd::multiplyAdd(Simd::broadcast(&x.starts[m].negativeSum),
                    Simd::multiply(Scales::minimum(unit, block, row), rowScale), sum);
        }
    }
}

/// Types with a scale for every 32 inputs. kStart: what integer sums begin with, or null.
template <class Simd, class Block, class Scales, class Shape, int M, int32_t BlockStarts::*kStart = nullptr>
void multiply(const uint8_t *unit, const RowTile &tile, float *out, int64_t outStride)
{
    TileSums<Simd, M> sums;
    TileCursor<M> x(tile);
    Fetching<Simd, M, Shape::kBlockBytes> fetching(tile.fetch);
    for (int64_t u = 0; u < tile.blocks / Shape::kBlocks; ++u) {
        const uint8_t *block = unit + Shape::kHeadBytes;
        for (int b = 0; b < Shape::kBlocks; ++b, block += Shape::kBlockBytes, x.advance()) {
            fetching.during(block);
            for (int v = 0; v < Simd::kVectors; v += 2) {
                const uint8_t *weights = block + Shape::kWeightsAt;
                forget(x.values);
                typename Simd::template Sums<Block::kRange> whole[2][size_t(M)];
#pragma GCC unroll 6
                for (int m = 0; m < M; ++m)
                    for (int h = 0; h < 2; ++h) {
                        if constexpr (kStart == nullptr)
                            whole[h][m].start(nullptr);
                        else
                            whole[h][m].start(&(x.starts[m].*kStart));
                    }
                addSteps<Simd, Block, M, 0, kSteps>(weights, v, x.values, whole);
                addBlock<Simd, Scales, M>(unit, block, v, x, whole, sums);
            }
        }
        unit = block;
    }
    sums.store(out, outStride);
}

/// Half of a block's inputs: part = or += whole * scale, and with minimums part += -32 S * minimum / 32.
template <class Simd, class Block, class Scales, int M, size_t kHalf>
[[gnu::always_inline]] inline void addHalf(const uint8_t *unit, const uint8_t *block, const uint8_t *&weights,
    int v, TileCursor<M> &x, typename Simd::Floats (&part)[2][size_t(M)])
{
    constexpr bool kHasMinimum = requires { Scales::template minimum<kHalf>(unit, block, 0); };
    forget(x.values);
    typename Simd::template Sums<Block::kRange> whole[2][size_t(M)];
#pragma GCC unroll 6
    for (int m = 0; m < M; ++m)
        for (int h = 0; h < 2; ++h)
            whole[h][m].start(kHasMinimum ? nullptr : &x.starts[m].sixBitHalves[kHalf]);
    addSteps<Simd, Block, M, 4 * kHalf, 4 * kHalf + 4>(weights, v, x.values, whole);
#pragma GCC unroll 2
    for (int h = 0; h < 2; ++h) {
        const int row = Simd::kRows * (v + h);
        const auto scale = Scales::template scale<kHalf>(unit, block, row);
#pragma GCC unroll 6
        for (int m = 0; m < M; ++m) {
            const auto number = Simd::toFloats(whole[h][m].total());
            part[h][m] =
                kHalf == 0 ? Simd::multiply(number, scale) : Simd::multiplyAdd(number, scale, part[h][m]);
            if constexpr (kHasMinimum)
                part[h][m] = Simd::multiplyAdd(Simd::broadcastNumber(&x.starts[m].sixBitHalves[kHalf]),
                    Scales::template minimum<kHalf>(unit, block, row), part[h][m]);
        }
    }
}

/// Types with a scale for every 16 inputs, eight blocks under one half-precision factor.
template <class Simd, class Block, class Scales, class Shape, int M>
void multiplyHalves(const uint8_t *unit, const RowTile &tile, float *out, int64_t outStride)
{
    TileSums<Simd, M> sums;
    TileCursor<M> x(tile);
    Fetching<Simd, M, Shape::kBlockBytes> fetching(tile.fetch);
    for (int64_t u = 0; u < tile.blocks / Shape::kBlocks; ++u) {
        const uint8_t *block = unit + Shape::kHeadBytes;
        for (int b = 0; b < Shape::kBlocks; ++b, block += Shape::kBlockBytes, x.advance()) {
            fetching.during(block);
            for (int v = 0; v < Simd::kVectors; v += 2) {
                const uint8_t *weights = block + Shape::kWeightsAt;
                typename Simd::Floats part[2][size_t(M)];
                addHalf<Simd, Block, Scales, M, 0>(unit, block, weights, v, x, part);
                addHalf<Simd, Block, Scales, M, 1>(unit, block, weights, v, x, part);
#pragma GCC unroll 6
                for (int m = 0; m < M; ++m)
                    for (int h = 0; h < 2; ++h)
                        sums.of[v + h][m] =
                            Simd::multiplyAdd(part[h][m], Simd::broadcast(x.scales + m), sums.of[v + h][m]);
            }
        }
        unit = block;
    }
    sums.store(out, outStride);
}

/// The kernel for a tile's number of rows. Kernel<M>::run is what multiplies M rows.
template <template <int> class Kernel>
void byRows(const std::byte *group, const RowTile &tile, float *out, int64_t outStride)
{
    using Multiply = void (*)(const uint8_t *, const RowTile &, float *, int64_t);
    static constexpr Multiply kByRows[kMostTileRows] = {
        Kernel<1>::run, Kernel<2>::run, Kernel<3>::run, Kernel<4>::run, Kernel<5>::run, Kernel<6>::run};
    kByRows[tile.rows - 1](reinterpret_cast<const uint8_t *>(group), tile, out, outStride);
}

template <class Simd>
struct Kernels {
    template <int M>
    struct Q4_0 {
        using Where = Shape<1, 0, sizeof(PackedQ4_0), offsetof(PackedQ4_0, nibbles)>;
        static constexpr auto run =
            multiply<Simd, NibbleBlock<Simd>, OwnScale<Simd>, Where, M, &BlockStarts::fourBits>;
    };
    template <int M>
    struct Q4_1 {
        using Where = Shape<1, 0, sizeof(PackedQ4_1), offsetof(PackedQ4_1, nibbles)>;
        static constexpr auto run = multiply<Simd, NibbleBlock<Simd>, OwnMinimum<Simd>, Where, M>;
    };
    template <int M>
    struct Q5_1 {
        using Where = Shape<1, 0, sizeof(PackedQ5_1), offsetof(PackedQ5_1, highBits)>;
        static constexpr auto run = multiply<Simd, FiveBitBlock<Simd>, OwnMinimum<Simd>, Where, M>;
    };
    template <int M>
    struct Q8_0 {
        using Where = Shape<1, 0, sizeof(PackedQ8_0), offsetof(PackedQ8_0, values)>;
        static constexpr auto run =
            multiply<Simd, SignedBlock<Simd>, OwnScale<Simd>, Where, M, &BlockStarts::signedBytes>;
    };
    template <int M>
    struct Q2_K {
        using Block = PackedQ2_K::Block;
        using Where = Shape<8, offsetof(PackedQ2_K, blocks), sizeof(Block), offsetof(Block, bits)>;
        static constexpr auto run = multiplyHalves<Simd, TwoBitBlock<Simd>, HalfMinimums<Simd>, Where, M>;
    };
    template <int M>
    struct Q3_K {
        using Block = PackedQ3_K::Block;
        using Where = Shape<8, offsetof(PackedQ3_K, blocks), sizeof(Block), offsetof(Block, highBits)>;
        static constexpr auto run = multiplyHalves<Simd, ThreeBitBlock<Simd>, HalfScales<Simd>, Where, M>;
    };
    template <int M>
    struct Q4_K {
        using Block = PackedQ4_K::Block;
        using Where = Shape<8, offsetof(PackedQ4_K, blocks), sizeof(Block), offsetof(Block, nibbles)>;
        static constexpr auto run = multiply<Simd, NibbleBlock<Simd>, SharedMinimum<Simd>, Where, M>;
    };
    template <int M>
    struct Q5_K {
        using Block = PackedQ5_K::Block;
        using Where = Shape<8, offsetof(PackedQ5_K, blocks), sizeof(Block), offsetof(Block, highBits)>;
        static constexpr auto run = multiply<Simd, FiveBitBlock<Simd>, SharedMinimum<Simd>, Where, M>;
    };
    template <int M>
    struct Q6_K {
        using Block = PackedQ6_K::Block;
        using Where = Shape<8, offsetof(PackedQ6_K, blocks), sizeof(Block), offsetof(Block, halves)>;
        static constexpr auto run = multiplyHalves<Simd, SixBitBlock<Simd>, HalfScales<Simd>, Where, M>;
    };
    template <int M>
    struct IQ4_NL {
        using Where = Shape<1, 0, sizeof(PackedIQ4_NL), offsetof(PackedIQ4_NL, nibbles)>;
        static constexpr auto run = multiply<Simd, ChosenBlock<Simd, kIq4Values>, OwnScale<Simd>, Where, M,
            &BlockStarts::signedBytes>;
    };
    template <int M>
    struct IQ4_XS {
        using Block = PackedIQ4_XS::Block;
        using Where = Shape<8, offsetof(PackedIQ4_XS, blocks), sizeof(Block), offsetof(Block, nibbles)>;
        static constexpr auto run = multiply<Simd, ChosenBlock<Simd, kIq4Values>, SharedScale<Simd>, Where, M,
            &BlockStarts::signedBytes>;
    };

    template <int M>
    struct MXFP4 {
        using Where = Shape<1, 0, sizeof(PackedMXFP4), offsetof(PackedMXFP4, nibbles)>;
        static constexpr auto run = multiply<Simd, ChosenBlock<Simd, kMxfp4Values>, OwnExponent<Simd>, Where,
            M, &BlockStarts::signedBytes>;
    };

    static constexpr PackedKernels table(Isa isa)
    {
        return {.isa = isa,
            .tileRows = kMostTileRows,
            .kernels = {{{BlockType::Q4_0, byRows<Q4_0>}, {BlockType::Q4_1, byRows<Q4_1>},
                {BlockType::Q5_0, byRows<Q5_1>}, {BlockType::Q5_1, byRows<Q5_1>},
                {BlockType::Q8_0, byRows<Q8_0>}, {BlockType::Q2_K, byRows<Q2_K>},
                {BlockType::Q3_K, byRows<Q3_K>}, {BlockType::Q4_K, byRows<Q4_K>},
                {BlockType::Q5_K, byRows<Q5_K>}, {BlockType::Q6_K, byRows<Q6_K>},
                {BlockType::IQ4_NL, byRows<IQ4_NL>}, {BlockType::IQ4_XS, byRows<IQ4_XS>},
                {BlockType::MXFP4, byRows<MXFP4>}}}};
    }
};

} // namespace alcove::inference
