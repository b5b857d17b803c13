#include "inference/compute/norm.h"

#include "inference/compute/vector_math.h"

#include <cmath>

namespace alcove::inference {

void rmsNorm(std::span<const float> x, std::span<const float> weight, float epsilon, std::span<float> out)
{
    const float meanSquare = dot(x.data(), x.data(), int64_t(x.size())) / float(x.size());
    const float scale = 1.0F / std::sqrt(meanSquare + epsilon);
    if (weight.empty()) {
        for (size_t i = 0; i < x.size(); ++i)
            out[i] = x[i] * scale;
        return;
    }
    for (size_t i = 0; i < x.size(); ++i)
        out[i] = x[i] * scale * weight[i];
}

void layerNorm(std::span<const float> x, std::span<const float> weight, std::span<const float> bias,
    float epsilon, std::span<float> out)
{
    double sum = 0.0;
    for (const float value : x)
        sum += double(value);
    const float mean = float(sum / double(x.size()));
    double squares = 0.0;
    for (const float value : x)
        squares += double(value - mean) * double(value - mean);
    const float scale = 1.0F / std::sqrt(float(squares / double(x.size())) + epsilon);
    for (size_t i = 0; i < x.size(); ++i)
        out[i] = (x[i] - mean) * scale * weight[i] + bias[i];
}

} // namespace alcove::inference
