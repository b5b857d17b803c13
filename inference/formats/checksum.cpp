#include "inference/formats/checksum.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

namespace alcove::inference {

namespace {

static_assert(std::endian::native == std::endian::little, "words are read as they lie in memory");

constexpr size_t kLanes = 8; // as many multiplications as are under way at once
constexpr size_t kStripe = kLanes * sizeof(uint64_t);
constexpr uint64_t kOdd = 0x9E3779B97F4A7C15U;

/// For a given state every word leads to another result, and the other way round.
uint64_t step(uint64_t state, uint64_t word)
{
    // The shift carries high bits down: the product alone would leave a flipped top bit alone in its place.
    state = (state ^ word) * kOdd;
    return state ^ (state >> 32);
}

/// SplitMix64's last step: every bit of the input moves every bit of the result.
uint64_t stirred(uint64_t word)
{
    word = (word ^ (word >> 30)) * 0xBF58476D1CE4E5B9U;
    word = (word ^ (word >> 27)) * 0x94D049BB133111EBU;
    return word ^ (word >> 31);
}

} // namespace

uint64_t checksum(std::span<const std::byte> bytes, uint64_t seed)
{
    std::array<uint64_t, kLanes> lanes;
    for (size_t i = 0; i < kLanes; ++i)
        lanes[i] = seed + (i + 1) * kOdd;
    const auto absorb = [&lanes](const std::byte *stripe) {
        std::array<uint64_t, kLanes> words;
        std::memcpy(words.data(), stripe, kStripe);
        for (size_t i = 0; i < kLanes; ++i)
            lanes[i] = step(lanes[i], words[i]);
    };
    size_t at = 0;
    for (; at + kStripe <= bytes.size(); at += kStripe)
        absorb(bytes.data() + at);
    if (at < bytes.size()) {
        std::array<std::byte, kStripe> last{};
        std::ranges::copy(bytes.subspan(at), last.begin());
        absorb(last.data());
    }
    uint64_t result = stirred(seed ^ bytes.size()); // the length tells zeros at the end from none
    for (const uint64_t lane : lanes)
        result = stirred(result ^ lane);
    return result;
}

} // namespace alcove::inference
