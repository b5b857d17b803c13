#include "inference/media/wav_format.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

namespace alcove::inference {

namespace {

/// One sample, -1 to 1.
using ReadSample = double (*)(const std::byte *);

ReadSample readerFor(const WavFormat &format);
double fromUnsigned8(const std::byte *at);
double fromSigned16(const std::byte *at);
double fromSigned24(const std::byte *at);
double fromSigned32(const std::byte *at);
double fromFloat32(const std::byte *at);
double fromFloat64(const std::byte *at);
template <typename T>
T littleEndian(const std::byte *at);
double bounded(double sample);

} // namespace

void readMono(const WavFormat &format, size_t first, std::span<float> mono)
{
    const ReadSample read = readerFor(format);
    const size_t stride = size_t(format.sampleBytes);
    const std::byte *at = format.samples.data() + first * format.frameBytes();
    for (float &out : mono) {
        double sum = 0.0;
        for (int channel = 0; channel < format.channels; ++channel, at += stride)
            sum += read(at);
        out = float(sum / format.channels);
    }
}

namespace {

ReadSample readerFor(const WavFormat &format)
{
    if (format.coding == WavCoding::Float)
        return format.sampleBytes == 8 ? fromFloat64 : fromFloat32;
    switch (format.sampleBytes) {
    case 1:
        return fromUnsigned8;
    case 2:
        return fromSigned16;
    case 3:
        return fromSigned24;
    default:
        return fromSigned32;
    }
}

/// The only unsigned one, by the format's old rule.
double fromUnsigned8(const std::byte *at)
{
    return (std::to_integer<int>(*at) - 128) / 128.0;
}

double fromSigned16(const std::byte *at)
{
    return littleEndian<int16_t>(at) / 32'768.0;
}

double fromSigned24(const std::byte *at)
{
    const uint32_t upper = littleEndian<uint16_t>(at + 1);
    const uint32_t bits = upper << 16 | std::to_integer<uint32_t>(*at) << 8;
    return int32_t(bits) / 2'147'483'648.0;
}

double fromSigned32(const std::byte *at)
{
    return littleEndian<int32_t>(at) / 2'147'483'648.0;
}

double fromFloat32(const std::byte *at)
{
    return bounded(double(littleEndian<float>(at)));
}

double fromFloat64(const std::byte *at)
{
    return bounded(littleEndian<double>(at));
}

template <typename T>
T littleEndian(const std::byte *at)
{
    T value;
    std::memcpy(&value, at, sizeof value);
    static_assert(std::endian::native == std::endian::little);
    return value;
}

/// Floats may hold anything; one that is no number would silence the whole model.
double bounded(double sample)
{
    return std::isfinite(sample) ? std::clamp(sample, -1.0, 1.0) : 0.0;
}

} // namespace

} // namespace alcove::inference
