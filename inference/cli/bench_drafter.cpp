#include "inference/cli/bench_sections.h"

namespace alcove::inference {

Result<BenchSection> benchDrafter(BenchSetting &setting)
{
    BenchStage &stage = setting.stage;
    stage.setDepth(0);
    stage.pass(1);
    stage.setDepth(1); // a drafter reads what the target wrote
    const Result<std::vector<Timing>> timings =
        alternate({{"pass", [&stage] { return secondsOf([&stage] { stage.pass(1); }); }},
                      {"step", [&stage] { return secondsOf([&stage] { stage.draftStep(); }); }}},
            setting.bounds, setting.stop);
    if (!timings)
        return std::unexpected(timings.error());
    const Timing &pass = timings->front();
    const Timing &step = timings->back();
    BenchSection section{.key = "drafter", .title = "Drafter", .figures = {}};
    section.figures = {timeFigure("step", "one step", step), {.key = "step_to_pass_1",
                                                                 .text = "one step / pass over 1 row",
                                                                 .value = step.median / pass.median,
                                                                 .must = 0.075,
                                                                 .aim = 0.04,
                                                                 .lessIsBetter = true}};
    return section;
}

} // namespace alcove::inference
