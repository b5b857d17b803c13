#pragma once

#include "inference/media/byte_view.h"
#include "inference/result.h"

#include <cstdint>
#include <span>

namespace alcove::inference {

enum class WavCoding { Integer, Float };

/// How the samples of a WAV file are written, and the bytes that hold them.
struct WavFormat {
    WavCoding coding = WavCoding::Integer;
    int channels = 0;
    int rate = 0;                       ///< frames a second
    int sampleBytes = 0;                ///< 1 to 4; float: 4 or 8
    std::span<const std::byte> samples; ///< whole frames, channels interleaved

    size_t frameBytes() const { return size_t(channels) * size_t(sampleBytes); }
    size_t frameCount() const { return samples.size() / frameBytes(); }
};

/// Reads the chunks of a WAV file in any order. A recording whose end is missing, or whose length was
/// never filled in, gives what is there. Refuses other codings by name.
[[nodiscard]] Result<WavFormat> readWavFormat(ByteView file);

/// The sentence for a recording without a sample.
std::unexpected<Error> emptyRecording();

/// Frames from `first` on, as many as `mono` takes: the mean of their channels, -1 to 1.
void readMono(const WavFormat &format, size_t first, std::span<float> mono);

} // namespace alcove::inference
