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

Result<BenchSection> benchPrompt(BenchSetting &setting, int tokens)
{
    BenchStage &stage = setting.stage;
    const ByteArithmetic arithmetic = bestByteArithmetic();
    const double operations = productOperations(stage.parts().text, tokens);
    double peak = 0.0;
    const auto readPrompt = [&stage, tokens] {
        stage.setDepth(0);
        return secondsOf([&stage, tokens] { stage.readPrompt(tokens); });
    };
    const auto findPeak = [&] {
        peak = peakRate(*stage.parts().pool, arithmetic);
        return operations / peak; // as if the prompt were nothing but its products at this rate
    };
    BenchBounds bounds = setting.bounds;
    bounds.warmUp = false; // one prompt takes longer than anything that a cold start could cost
    const Result<std::vector<Timing>> timings =
        alternate({{"prompt", readPrompt}, {"peak", findPeak}}, bounds, setting.stop);
    if (!timings)
        return std::unexpected(timings.error());

    const Timing &prompt = timings->front();
    const Timing &least = timings->back();
    BenchSection section{.key = std::format("prompt_{}", tokens),
        .title = std::format("Prompt of {} tokens", tokens),
        .figures = {}};
    section.figures = {rateFigure("rate", "tokens read", prompt, tokens, "tokens/s"),
        rateFigure("peak", std::format("peak of byte arithmetic, {}", byteArithmeticName(arithmetic)), least,
            operations / 1e9, "GOP/s"),
        {.key = "share_of_peak",
            .text = "products' share of that peak, everything else included",
            .value = least.median / prompt.median,
            .must = 0.62,
            .aim = 0.75}};
    return section;
}

} // namespace alcove::inference
