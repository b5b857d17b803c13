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

void rotate(std::span<float> heads, int64_t position, const RotaryTable &table)
{
    const size_t half = size_t(table.headSize) / 2;
    for (size_t i = 0; i < table.frequencies.size(); ++i) {
        const float angle = float(position) * float(table.frequencies[i]);
        const float cosine = std::cos(angle);
        const float sine = std::sin(angle);
        for (size_t head = 0; head < heads.size(); head += size_t(table.headSize)) {
            const float a = heads[head + i];
            const float b = heads[head + i + half];
            heads[head + i] = a * cosine - b * sine;
            heads[head + i + half] = b * cosine + a * sine;
        }
    }
}

} // namespace alcove::inference
