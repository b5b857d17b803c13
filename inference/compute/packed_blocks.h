#pragma once

#include "inference/compute/packed_layout.h"

#include <array>
#include <cstddef>
#include <cstdint>

/// How the packed kernels find the weights and the scales of a block, for every packed type. Templates over
/// the vectors of an instruction set; see packed_kernels.h.

namespace alcove::inference {

/// How large weights get decides how many products fit into 16 bits, where an instruction set needs that.
enum class WeightRange { Four, Five, Six, Signed };

/// Block types. Each says where a block's bytes lie and gives the weights of step K (inputs 4K..4K+3)
/// for the rows of vector v.

template <class Simd>
struct NibbleBlock {
    static constexpr WeightRange kRange = WeightRange::Four;
    template <size_t K>
    [[gnu::always_inline]] static typename Simd::Ints weights(const uint8_t *nibbles, int v)
    {
        const auto pairs = Simd::load(nibbles + 128 * (K / 2) + Simd::kBytes * v);
        return K % 2 == 0 ? Simd::lowNibbles(pairs) : Simd::highNibbles(pairs);
    }
};

/// 128 bytes of fifth bits, then the nibbles.
template <class Simd>
struct FiveBitBlock {
    static constexpr WeightRange kRange = WeightRange::Five;
    template <size_t K>
    [[gnu::always_inline]] static typename Simd::Ints weights(const uint8_t *bits, int v)
    {
        const auto low = NibbleBlock<Simd>::template weights<K>(bits + 128, v);
        const auto high = Simd::load(bits + Simd::kBytes * v);
        return Simd::either(low, Simd::template pick<int(K) - 4, 0x10>(high));
    }
};

template <class Simd>
struct SixBitBlock {
    static constexpr WeightRange kRange = WeightRange::Six;
    using Half = PackedQ6_K::Half;
    template <size_t K>
    [[gnu::always_inline]] static typename Simd::Ints weights(const uint8_t *halves, int v)
    {
        const uint8_t *half = halves + sizeof(Half) * (K / 4);
        const auto low = NibbleBlock<Simd>::template weights<K % 4>(half + offsetof(Half, nibbles), v);
        const auto bits = Simd::load(half + Simd::kBytes * v);
        return Simd::either(low, Simd::template pick<2 * int(K % 4) - 4, 0x30>(bits));
    }
};

template <class Simd>
struct TwoBitBlock {
    static constexpr WeightRange kRange = WeightRange::Six;
    template <size_t K>
    [[gnu::always_inline]] static typename Simd::Ints weights(const uint8_t *vectors, int v)
    {
        const auto bits = Simd::load(vectors + 128 * (K / 4) + Simd::kBytes * v);
        return Simd::template pick<2 * int(K % 4), 3>(bits);
    }
};

/// 128 bytes of third bits, then those of a TwoBitBlock. Numbers of -4..3 as six bits with their start.
template <class Simd>
struct ThreeBitBlock {
    static constexpr WeightRange kRange = WeightRange::Six;
    template <size_t K>
    [[gnu::always_inline]] static typename Simd::Ints weights(const uint8_t *bits, int v)
    {
        const auto low = TwoBitBlock<Simd>::template weights<K>(bits + 128, v);
        const auto high = Simd::load(bits + Simd::kBytes * v);
        return Simd::template plus<32 - 4>(Simd::either(low, Simd::template pick<int(K) - 2, 4>(high)));
    }
};

template <class Simd>
struct SignedBlock {
    static constexpr WeightRange kRange = WeightRange::Signed;
    template <size_t K>
    [[gnu::always_inline]] static typename Simd::Ints weights(const uint8_t *values, int v)
    {
        return Simd::load(values + 128 * K + Simd::kBytes * v);
    }
};

template <class Simd, const std::array<int8_t, 16> &kNumbers>
struct ChosenBlock {
    static constexpr WeightRange kRange = WeightRange::Signed;
    template <size_t K>
    [[gnu::always_inline]] static typename Simd::Ints weights(const uint8_t *nibbles, int v)
    {
        return Simd::chosen(kNumbers.data(), NibbleBlock<Simd>::template weights<K>(nibbles, v));
    }
};

/// Where the scales of a block's 32 rows are. Unit is what eight blocks share, or the block itself.

/// A half-precision scale in the block.
template <class Simd>
struct OwnScale {
    static typename Simd::Floats scale(const uint8_t *, const uint8_t *block, int row)
    {
        return Simd::halves(block + 2 * row);
    }
};

/// A power of two in the block.
template <class Simd>
struct OwnExponent {
    static typename Simd::Floats scale(const uint8_t *, const uint8_t *block, int row)
    {
        return Simd::powersOfTwo(block + row);
    }
};

/// The unit's half-precision scale times the block's signed byte.
template <class Simd>
struct SharedScale {
    static typename Simd::Floats scale(const uint8_t *unit, const uint8_t *block, int row)
    {
        return Simd::multiply(Simd::halves(unit + 2 * row), Simd::signedBytes(block + row));
    }
};

/// Half-precision scale and minimum in the block.
template <class Simd>
struct OwnMinimum : OwnScale<Simd> {
    static typename Simd::Floats minimum(const uint8_t *, const uint8_t *block, int row)
    {
        return Simd::halves(block + 2 * kGroupRows + 2 * row);
    }
};

/// The unit's half-precision factors times the block's unsigned bytes.
template <class Simd>
struct SharedMinimum {
    static typename Simd::Floats scale(const uint8_t *unit, const uint8_t *block, int row)
    {
        return Simd::multiply(Simd::halves(unit + 2 * row), Simd::unsignedBytes(block + row));
    }
    static typename Simd::Floats minimum(const uint8_t *unit, const uint8_t *block, int row)
    {
        return Simd::multiply(
            Simd::halves(unit + 2 * kGroupRows + 2 * row), Simd::unsignedBytes(block + kGroupRows + row));
    }
};

/// As SharedScale and SharedMinimum, for each half of a block's inputs. The minimums are 1/32, because
/// the sums that they are multiplied with are those of six-bit numbers, -32 S.
template <class Simd>
struct HalfScales {
    template <size_t kHalf>
    static typename Simd::Floats scale(const uint8_t *unit, const uint8_t *block, int row)
    {
        return Simd::multiply(
            Simd::halves(unit + 2 * row), Simd::signedBytes(block + kGroupRows * kHalf + row));
    }
};

template <class Simd>
struct HalfMinimums {
    template <size_t kHalf>
    static typename Simd::Floats scale(const uint8_t *unit, const uint8_t *block, int row)
    {
        return Simd::multiply(
            Simd::halves(unit + 2 * row), Simd::unsignedBytes(block + kGroupRows * kHalf + row));
    }
    template <size_t kHalf>
    static typename Simd::Floats minimum(const uint8_t *unit, const uint8_t *block, int row)
    {
        static constexpr float kThirtySecond = 0.03125F;
        const auto whole = Simd::multiply(Simd::halves(unit + 2 * kGroupRows + 2 * row),
            Simd::unsignedBytes(block + kGroupRows * (2 + kHalf) + row));
        return Simd::multiply(whole, Simd::broadcast(&kThirtySecond));
    }
};

/// Where things lie in a packed type: blocks of kBlockBytes, kBlocks of them behind kHeadBytes.
template <int kBlockCount, size_t kHead, size_t kBlock, size_t kWeights>
struct Shape {
    static constexpr int kBlocks = kBlockCount;
    static constexpr size_t kHeadBytes = kHead;
    static constexpr size_t kBlockBytes = kBlock;
    static constexpr size_t kWeightsAt = kWeights;
};

} // namespace alcove::inference
