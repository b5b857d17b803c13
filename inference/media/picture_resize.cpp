#include "inference/media/picture_patches.h"
#include "inference/media/resample_axis.h"

#include <algorithm>

namespace alcove::inference {

namespace {

constexpr int kColours = 3;

/// The three colours of one row apart, as the 16-bit numbers that the products want, with zeros
/// after the end so that padded taps read memory that is there.
class SplitRow {
public:
    SplitRow(int width, int padding);
    void load(const uint8_t *pixels);
    const int16_t *plane(int colour) const { return m_planes.data() + size_t(colour) * m_stride; }

private:
    int m_width;
    size_t m_stride;
    std::vector<int16_t> m_planes;
};

Picture squeezedAcross(const Picture &picture, int width);
Picture squeezedDown(const Picture &picture, int height);
int32_t product(const int16_t *inputs, const int16_t *weights, int taps);
void addWeighted(std::span<int32_t> sums, const uint8_t *inputs, int16_t weight);
uint8_t roundedByte(int32_t sum, int fractionBits);

} // namespace

Picture resized(const Picture &picture, int width, int height)
{
    if (width == picture.width && height == picture.height)
        return picture;
    if (width == picture.width)
        return squeezedDown(picture, height);
    if (height == picture.height)
        return squeezedAcross(picture, width);
    return squeezedDown(squeezedAcross(picture, width), height);
}

namespace {

Picture squeezedAcross(const Picture &picture, int width)
{
    const AxisWeights axis = axisWeights(picture.width, width);
    Picture result{.width = width,
        .height = picture.height,
        .rgb = std::vector<uint8_t>(size_t(width) * size_t(picture.height) * kColours)};
    SplitRow row(picture.width, axis.taps);
    uint8_t *out = result.rgb.data();
    for (int y = 0; y < picture.height; ++y) {
        row.load(picture.rgb.data() + size_t(y) * size_t(picture.width) * kColours);
        for (int x = 0; x < width; ++x) {
            const int16_t *weights = axis.weights(x).data();
            for (int colour = 0; colour < kColours; ++colour) {
                const int16_t *inputs = row.plane(colour) + axis.first[size_t(x)];
                *out++ = roundedByte(product(inputs, weights, axis.taps), axis.fractionBits);
            }
        }
    }
    return result;
}

Picture squeezedDown(const Picture &picture, int height)
{
    const AxisWeights axis = axisWeights(picture.height, height);
    const size_t rowBytes = size_t(picture.width) * kColours;
    Picture result{
        .width = picture.width, .height = height, .rgb = std::vector<uint8_t>(rowBytes * size_t(height))};
    std::vector<int32_t> sums(rowBytes);
    for (int y = 0; y < height; ++y) {
        std::ranges::fill(sums, 0);
        const uint8_t *inputs = picture.rgb.data() + size_t(axis.first[size_t(y)]) * rowBytes;
        for (int tap = 0; tap < axis.count[size_t(y)]; ++tap, inputs += rowBytes)
            addWeighted(sums, inputs, axis.weights(y)[size_t(tap)]);
        uint8_t *out = result.rgb.data() + size_t(y) * rowBytes;
        for (size_t i = 0; i < rowBytes; ++i)
            out[i] = roundedByte(sums[i], axis.fractionBits);
    }
    return result;
}

SplitRow::SplitRow(int width, int padding)
    : m_width(width)
    , m_stride(size_t(width) + size_t(padding))
    , m_planes(m_stride * kColours)
{}

void SplitRow::load(const uint8_t *pixels)
{
    int16_t *red = m_planes.data();
    int16_t *green = red + m_stride;
    int16_t *blue = green + m_stride;
    for (int x = 0; x < m_width; ++x, pixels += kColours) {
        red[x] = pixels[0];
        green[x] = pixels[1];
        blue[x] = pixels[2];
    }
}

int32_t product(const int16_t *inputs, const int16_t *weights, int taps)
{
    constexpr int kGrain = 8;
    int32_t sum = 0;
    for (int tap = 0; tap < taps; tap += kGrain) {
        for (int i = 0; i < kGrain; ++i)
            sum += int32_t(inputs[tap + i]) * weights[tap + i];
    }
    return sum;
}

void addWeighted(std::span<int32_t> sums, const uint8_t *inputs, int16_t weight)
{
    for (size_t i = 0; i < sums.size(); ++i)
        sums[i] += int32_t(inputs[i]) * weight;
}

uint8_t roundedByte(int32_t sum, int fractionBits)
{
    return uint8_t(std::clamp((sum + (1 << (fractionBits - 1))) >> fractionBits, 0, 255));
}

} // namespace

} // namespace alcove::inference
