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

/// A prompt of so many tokens: against the peak of byte arithmetic, and the same tokens around a depth
/// that the context has room for.
[[nodiscard]] Result<BenchSection> benchPrompt(BenchSetting &setting, int tokens, int64_t depth);

/// A pass over one row behind so many tokens, against one at an empty context.
[[nodiscard]] Result<BenchSection> benchDepth(BenchSetting &setting, int64_t depth);

/// A step of the drafter against a pass over one row.
[[nodiscard]] Result<BenchSection> benchDrafter(BenchSetting &setting);

/// Which kernels serve the matrices of each type, and how fast, for one row and for a prompt's chunk.
[[nodiscard]] Result<BenchSection> benchProducts(BenchSetting &setting);

/// Answers with drafting on auto against answers without: with the drafter as it is, and with drafts
/// that are right with a given probability (bench_replay.h), at the true cost of every pass and step.
[[nodiscard]] Result<BenchSection> benchDrafting(BenchSetting &setting);

} // namespace alcove::inference
