#pragma once

#include "inference/cli/bench_clock.h"
#include "inference/cli/bench_report.h"
#include "inference/cli/bench_stage.h"
#include "inference/result.h"

#include <cstdint>
#include <span>
#include <stop_token>

namespace alcove::inference {

/// What all measurements are given.
struct BenchSetting {
    BenchStage &stage;
    BenchBounds bounds;
    std::stop_token stop;
};

/// Rows of a pass up to here are passes of decoding; more are prompts.
constexpr int kMostPassRows = 32;

/// The measurements, each a section of the report. Blocking, seconds to minutes.
/// Passes over few rows at an empty context, against one row and against plain reading.
[[nodiscard]] Result<BenchSection> benchPasses(BenchSetting &setting, std::span<const int> rows);

/// A prompt of so many tokens, against the peak of byte arithmetic.
[[nodiscard]] Result<BenchSection> benchPrompt(BenchSetting &setting, int tokens);

} // namespace alcove::inference
