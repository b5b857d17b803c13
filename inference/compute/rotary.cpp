#include "inference/compute/rotary.h"

#include <cmath>
#include <cstddef>

namespace alcove::inference {

RotaryTable RotaryTable::create(int headSize, double theta, double share, double divisor)
{
    RotaryTable table{.headSize = headSize, .frequencies = {}};
    const int pairs = int(share * headSize) / 2;
    for (int i = 0; i < pairs; ++i) {
        // The reference keeps its frequencies in float32; positions reach 262 144, so the rounding shows.
        const float exponent = float(2 * i) / float(headSize);
        table.frequencies.push_back(double(float(1.0 / std::pow(theta, double(exponent)) / divisor)));
    }
    return table;
}

void RotaryAngles::set(const RotaryTable &table, std::span<const int64_t> positions)
{
    m_headSize = size_t(table.headSize);
    m_pairs = table.frequencies.size();
    m_cosines.resize(positions.size() * m_pairs);
    m_sines.resize(positions.size() * m_pairs);
    for (size_t row = 0; row < positions.size(); ++row) {
        for (size_t i = 0; i < m_pairs; ++i) {
            const float angle = float(positions[row]) * float(table.frequencies[i]);
            m_cosines[row * m_pairs + i] = std::cos(angle);
            m_sines[row * m_pairs + i] = std::sin(angle);
        }
    }
}

void RotaryAngles::rotate(std::span<float> heads, int64_t row) const
{
    const float *cosines = m_cosines.data() + size_t(row) * m_pairs;
    const float *sines = m_sines.data() + size_t(row) * m_pairs;
    for (size_t head = 0; head < heads.size(); head += m_headSize) {
        float *first = heads.data() + head;
        float *second = first + m_headSize / 2;
        for (size_t i = 0; i < m_pairs; ++i) {
            const float a = first[i];
            const float b = second[i];
            first[i] = a * cosines[i] - b * sines[i];
            second[i] = b * cosines[i] + a * sines[i];
        }
    }
}

} // namespace alcove::inference
