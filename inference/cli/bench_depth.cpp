#include "inference/cli/bench_sections.h"

#include <format>

namespace alcove::inference {

Result<BenchSection> benchDepth(BenchSetting &setting, int64_t depth)
{
    BenchStage &stage = setting.stage;
    const auto passAt = [&stage](int64_t length) {
        return [&stage, length] {
            stage.setDepth(length);
            stage.pass(1); // what filled the cache is still on its way to the memory
            return secondsOf([&stage] { stage.pass(1); });
        };
    };
    const Result<std::vector<Timing>> timings =
        alternate({{"empty", passAt(0)}, {"deep", passAt(depth)}}, setting.bounds, setting.stop);
    if (!timings)
        return std::unexpected(timings.error());
    const Timing &empty = timings->front();
    const Timing &deep = timings->back();
    BenchSection section{.key = std::format("depth_{}", depth),
        .title = std::format("Behind {} tokens", depth),
        .figures = {}};
    section.figures = {timeFigure("pass_1", "pass over 1 row there", deep),
        timeFigure("pass_1_empty", "pass over 1 row, empty context", empty),
        {.key = "extra",
            .text = "extra time there / pass over 1 row",
            .value = deep.median / empty.median - 1.0,
            .lessIsBetter = true}};
    constexpr int64_t kBarDepth = 8000; // what the bar was set for
    if (depth >= kBarDepth) {
        section.figures.back().must = 0.22;
        section.figures.back().aim = 0.12;
    }
    return section;
}

} // namespace alcove::inference
