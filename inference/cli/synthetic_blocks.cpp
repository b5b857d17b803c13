#include "inference/cli/synthetic_blocks.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

namespace alcove::inference {

namespace {

/// SplitMix64 (Steele, Lea, Flood 2014): a counter and a hash of it, so that any piece can be made alone.
class Randomness {
public:
    explicit Randomness(uint64_t seed) : m_counter(seed) {}
    uint64_t next()
    {
        m_counter += 0x9E3779B97F4A7C15U;
        uint64_t word = m_counter;
        word = (word ^ (word >> 30)) * 0xBF58476D1CE4E5B9U;
        word = (word ^ (word >> 27)) * 0x94D049BB133111EBU;
        return word ^ (word >> 31);
    }

private:
    uint64_t m_counter;
};

/// Scales of blocks: 64 halves around a value, so that no two blocks in a row need be alike.
class ScaleTable {
public:
    explicit ScaleTable(float middle)
    {
        for (size_t i = 0; i < m_halves.size(); ++i)
            m_halves[i] = floatToHalf(middle * (0.75F + 0.5F * float(i) / 63.0F));
    }
    void put(std::byte *out, uint64_t random, uint16_t sign = 0) const
    {
        const uint16_t half = m_halves[random & 63] | sign;
        std::memcpy(out, &half, sizeof half);
    }

private:
    std::array<uint16_t, 64> m_halves;
};

uint64_t seedOf(const SyntheticTensor &tensor, int64_t piece);
void fillRandomly(Randomness &random, std::span<std::byte> out);
void fillRopeFactors(std::span<std::byte> out);
template <typename Number, typename Convert>
void fillNumbers(
    Randomness &random, const SyntheticValues &values, std::span<std::byte> out, Convert convert);
void setScales(BlockType type, Randomness &random, float deviation, std::span<std::byte> out);

} // namespace

int64_t SyntheticTensor::elementCount() const
{
    int64_t count = 1;
    for (const int64_t size : shape)
        count *= size;
    return count;
}

int64_t SyntheticTensor::bytes() const
{
    return rowBytes(type, elementCount());
}

void fillSynthetic(const SyntheticTensor &tensor, int64_t piece, std::span<std::byte> out)
{
    if (tensor.values.kind == SyntheticValues::Kind::RopeFactors)
        return fillRopeFactors(out);
    Randomness random(seedOf(tensor, piece));
    if (tensor.type == BlockType::F32)
        return fillNumbers<float>(random, tensor.values, out, [](float value) { return value; });
    if (tensor.type == BlockType::BF16)
        return fillNumbers<uint16_t>(random, tensor.values, out, floatToBfloat16);
    fillRandomly(random, out);
    setScales(tensor.type, random, tensor.values.deviation, out);
}

namespace {

/// FNV-1a of the name, then the piece.
uint64_t seedOf(const SyntheticTensor &tensor, int64_t piece)
{
    uint64_t hash = 0xCBF29CE484222325U;
    for (const char byte : tensor.name)
        hash = (hash ^ uint8_t(byte)) * 0x100000001B3U;
    return Randomness(hash ^ uint64_t(piece) << 32).next();
}

void fillRandomly(Randomness &random, std::span<std::byte> out)
{
    while (!out.empty()) {
        const uint64_t word = random.next();
        const size_t count = std::min(out.size(), sizeof word);
        std::memcpy(out.data(), &word, count);
        out = out.subspan(count);
    }
}

void fillRopeFactors(std::span<std::byte> out)
{
    const size_t count = out.size() / sizeof(float);
    for (size_t i = 0; i < count; ++i) {
        const float factor = i < count / 4 ? 1.0F : 1e30F;
        std::memcpy(out.data() + i * sizeof factor, &factor, sizeof factor);
    }
}

/// Evenly between mean - r and mean + r; the deviation of that is r / sqrt(3).
template <typename Number, typename Convert>
void fillNumbers(Randomness &random, const SyntheticValues &values, std::span<std::byte> out, Convert convert)
{
    const float step = values.deviation * std::sqrt(3.0F) / float(int64_t(1) << 31);
    for (size_t at = 0; at < out.size(); at += 2 * sizeof(Number)) {
        const uint64_t word = random.next();
        const std::array<Number, 2> pair = {convert(values.mean + step * float(int32_t(word))),
            convert(values.mean + step * float(int32_t(word >> 32)))};
        std::memcpy(out.data() + at, pair.data(), std::min(sizeof pair, out.size() - at));
    }
}

/// Random bits are valid numbers of every block type but for the halves that scale them. These are set
/// so that the weights have the deviation and, as sums over thousands of inputs need it, the mean 0.
void setScales(BlockType type, Randomness &random, float deviation, std::span<std::byte> out)
{
    constexpr uint16_t kMinus = 0x8000;
    const auto blockBytes = size_t(blockLayout(type).bytesPerBlock);
    // Deviations of what random bits stand for: 0..15 and -127..127; scale (0..63) times 0..15 minus 7.5
    // times another 0..63; scale (-128..127) times -32..31.
    const float unit = type == BlockType::Q4_0   ? 4.61F
                       : type == BlockType::Q8_0 ? 73.3F
                       : type == BlockType::Q4_K ? 258.0F
                                                 : 1366.0F;
    const ScaleTable scales(deviation / unit);
    const ScaleTable minimums(7.5F * deviation / unit);
    for (std::byte *block = out.data(); block < out.data() + out.size(); block += blockBytes) {
        const uint64_t word = random.next();
        switch (type) {
        case BlockType::Q4_0: // -8..7 has the mean -0.5: every other block, by chance, stands on its head
            scales.put(block, word, (word >> 8) % 2 ? kMinus : uint16_t(0));
            break;
        case BlockType::Q8_0:
            std::replace(
                block + 2, block + blockBytes, std::byte(0x80), std::byte(0)); // writers give -127..127
            scales.put(block, word);
            break;
        case BlockType::Q4_K:
            scales.put(block, word);
            minimums.put(block + 2, word);
            break;
        default:
            scales.put(block + 208, word);
            break;
        }
    }
}

} // namespace

} // namespace alcove::inference
