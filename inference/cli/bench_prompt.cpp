#include "inference/cli/bench_peak.h"
#include "inference/cli/bench_sections.h"

#include <format>

namespace alcove::inference {

namespace {

/// Multiplications and additions of all products of a prompt; the head only for its last token.
double productOperations(TextWeights &weights, int tokens)
{
    double operations = 0.0;
    for (const WeightMatrix *matrix : productMatrices(weights)) {
        const double rows = matrix == &weights.head ? 1.0 : double(tokens);
        operations += 2.0 * double(matrix->rows) * double(matrix->columns) * rows;
    }
    return operations;
}

} // namespace

Result<BenchSection> benchPrompt(BenchSetting &setting, int tokens, int64_t depth)
{
    BenchStage &stage = setting.stage;
    const Isa isa = stage.model().multiplier().isa();
    const double operations = productOperations(stage.parts().text, tokens);
    const auto readPromptAt = [&stage, tokens](int64_t first) {
        return [&stage, tokens, first] {
            stage.setDepth(first);
            return secondsOf([&stage, tokens] { stage.readPrompt(tokens); });
        };
    };
    const auto findPeak = [&] { // as if the prompt were nothing but its products at this rate
        return operations / peakRate(*stage.parts().pool, isa);
    };
    std::vector<Candidate> candidates = {{"prompt", readPromptAt(0)}, {"peak", findPeak}};
    const int64_t deep = depth - tokens / 2; // the middle of the prompt stands at the depth
    const bool hasDeep = deep > 0 && deep + tokens <= stage.cache().capacity();
    if (hasDeep)
        candidates.push_back({"deep", readPromptAt(deep)});
    BenchBounds bounds = setting.bounds;
    bounds.warmUp = false; // one prompt takes longer than anything that a cold start could cost
    const Result<std::vector<Timing>> timings = alternate(candidates, bounds, setting.stop);
    if (!timings)
        return std::unexpected(timings.error());

    const Timing &prompt = (*timings)[0];
    const Timing &least = (*timings)[1];
    BenchSection section{.key = std::format("prompt_{}", tokens),
        .title = std::format("Prompt of {} tokens", tokens),
        .figures = {}};
    section.figures = {rateFigure("rate", "tokens read", prompt, tokens, "tokens/s"),
        rateFigure(
            "peak", std::format("peak of byte products, {}", isaName(isa)), least, operations / 1e9, "GOP/s"),
        {.key = "share_of_peak",
            .text = "products' share of that peak, everything else included",
            .value = least.median / prompt.median,
            .must = 0.62,
            .aim = 0.75}};
    if (!hasDeep)
        return section;
    section.figures.push_back(rateFigure("deep_rate", std::format("tokens read around position {}", depth),
        timings->back(), tokens, "tokens/s"));
    section.figures.push_back({.key = "deep_to_first",
        .text = "there / at the beginning",
        .value = prompt.median / timings->back().median,
        .must = 0.70,
        .aim = 0.85});
    return section;
}

} // namespace alcove::inference
