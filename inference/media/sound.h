#pragma once

#include "inference/result.h"

#include <cstddef>
#include <filesystem>
#include <span>
#include <vector>

namespace alcove::inference {

constexpr int kSampleRate = 16'000; ///< what the model hears

/// A WAV file as mono samples at 16 kHz, -1 to 1: PCM of 8, 16, 24, 32 bits and float; channels are
/// averaged, other rates resampled. Blocking; thread-safe. Refuses anything else with a sentence.
[[nodiscard]] Result<std::vector<float>> readWav(const std::filesystem::path &file);
[[nodiscard]] Result<std::vector<float>> decodeWav(std::span<const std::byte> bytes);

/// Mono samples from one rate to 16 kHz; unchanged if they are already there.
[[nodiscard]] Result<std::vector<float>> resampledTo16kHz(std::span<const float> samples, int rate);

/// Frames of `frameSize` samples, the last filled with zeros: [ceil(samples / frameSize), frameSize] (spec
/// 4).
std::vector<float> soundFrames(std::span<const float> samples, int frameSize);

} // namespace alcove::inference
