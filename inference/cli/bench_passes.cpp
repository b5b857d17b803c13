#include "inference/cli/bench_reading.h"
#include "inference/cli/bench_sections.h"

#include <algorithm>
#include <array>
#include <format>
#include <utility>

namespace alcove::inference {

namespace {

/// Issue 7: what a pass over several rows may cost against one row.
struct RowsBar {
    int rows;
    double must, aim;
};
constexpr std::array kRowsBars = {
    RowsBar{2, 1.22, 1.10}, RowsBar{4, 1.35, 1.18}, RowsBar{6, 1.80, 1.60}, RowsBar{8, 2.45, 2.15}};

/// The faster one counts: it depends on the processor which one that is.
constexpr std::array kReadingLoops = {
    std::pair("reading", ReadingLoop::Bare), std::pair("reading, asking ahead", ReadingLoop::AskingAhead)};

BenchFigure rowsFigure(int rows, double ratio)
{
    BenchFigure figure{.key = std::format("pass_{}_to_1", rows),
        .text = std::format("pass over {} rows / over 1 row", rows),
        .value = ratio,
        .lessIsBetter = true};
    for (const RowsBar &bar : kRowsBars) {
        if (bar.rows == rows) {
            figure.must = bar.must;
            figure.aim = bar.aim;
        }
    }
    return figure;
}

} // namespace

Result<BenchSection> benchPasses(BenchSetting &setting, std::span<const int> rows)
{
    BenchStage &stage = setting.stage;
    const std::vector<WeightMatrix *> matrices = productMatrices(stage.parts().text);
    stage.setDepth(0);
    std::vector<Candidate> candidates;
    uint64_t sink = 0;
    for (const auto &[name, loop] : kReadingLoops)
        candidates.push_back({name, [&, loop] {
                                  return secondsOf(
                                      [&] { sink += readPlainly(loop, *stage.parts().pool, matrices); });
                              }});
    for (const int count : rows)
        candidates.push_back({std::format("{} rows", count),
            [&stage, count] { return secondsOf([&stage, count] { stage.pass(count); }); }});
    const Result<std::vector<Timing>> timings = alternate(candidates, setting.bounds, setting.stop);
    if (!timings)
        return std::unexpected(timings.error());

    constexpr double kGigabyte = 1e9;
    const double gigabytes = double(readBytes(matrices)) / kGigabyte;
    BenchSection section{.key = "passes", .title = "Passes, empty context", .figures = {}};
    const Timing &reading = std::ranges::min(std::span(*timings).first(kReadingLoops.size()), {},
        [](const Timing &timing) { return timing.median; });
    section.figures.push_back(
        rateFigure("reading", "plain reading of the weights", reading, gigabytes, "GB/s"));
    section.figures.push_back(timeFigure("reading_time", "the same, once over all", reading));
    const Timing *one = nullptr;
    for (size_t i = 0; i < rows.size(); ++i) {
        const Timing &timing = (*timings)[kReadingLoops.size() + i];
        const std::string text = std::format("pass over {}", rows[i] == 1 ? "1 row" : timing.name);
        section.figures.push_back(timeFigure(std::format("pass_{}", rows[i]), text, timing));
        if (rows[i] == 1)
            one = &timing;
    }
    if (!one)
        return section;
    section.figures.push_back({.key = "reading_to_pass_1",
        .text = "plain reading / pass over 1 row",
        .value = reading.median / one->median,
        .must = 0.84,
        .aim = 0.92});
    for (size_t i = 0; i < rows.size(); ++i)
        if (rows[i] != 1)
            section.figures.push_back(
                rowsFigure(rows[i], (*timings)[kReadingLoops.size() + i].median / one->median));
    return section;
}

} // namespace alcove::inference
