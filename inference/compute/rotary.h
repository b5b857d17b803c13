#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace alcove::inference {

/// Frequencies of the pairs that turn: pair i is (i, i + headSize/2) (spec 2.4).
struct RotaryTable {
    int headSize = 0;
    std::vector<double> frequencies; ///< one for each turning pair; pairs beyond stay as they are

    int pairs() const { return int(frequencies.size()); }

    /// theta^(-2i/headSize) / divisor for the first floor(share * headSize / 2) pairs.
    static RotaryTable create(int headSize, double theta, double share = 1.0, double divisor = 1.0);
};

/// Cosines and sines of the turning pairs at some positions: made once, used by all layers and heads.
class RotaryAngles {
public:
    void set(const RotaryTable &table, std::span<const int64_t> positions);

    /// Rotates heads in place by the position of row `row` (RoFormer, arXiv:2104.09864; spec 2.4).
    /// heads: [count, headSize]. Thread-safe, allocates nothing.
    void rotate(std::span<float> heads, int64_t row) const;

private:
    size_t m_headSize = 0;
    size_t m_pairs = 0;
    std::vector<float> m_cosines, m_sines; ///< [positions, pairs]
};

} // namespace alcove::inference
