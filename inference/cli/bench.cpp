#include "inference/cli/answer_json.h"
#include "inference/cli/bench_sections.h"
#include "inference/cli/command.h"
#include "inference/cli/common_options.h"
#include "inference/cli/interrupt.h"
#include "inference/cli/loaded_model.h"
#include "inference/cli/terminal.h"

#include <algorithm>
#include <format>
#include <memory>
#include <sys/resource.h>

namespace alcove::inference {

namespace {

constexpr const char *kExamples =
    R"(Every comparison alternates its candidates round by round; medians are compared, and the spread is told.
The machine should have nothing else to do. What a ratio is held to stands beside it.
Examples:
  alcove-cli synth models
  alcove-cli bench --model models/gemma-4-12b-synthetic-q4_0.gguf
  alcove-cli bench --model models/gemma-4-12b-synthetic-q4_0.gguf --parts passes --rows 1,2,4 --json)";

const std::vector<std::string> kParts = {"passes", "prompt"};

struct BenchOptions {
    CommonOptions common;
    std::vector<int> rows = {1, 2, 4, 6, 8, 512};
    int depth = 8192;
    std::vector<std::string> parts = kParts;
    BenchBounds bounds;

    bool wants(std::string_view part) const { return std::ranges::find(parts, part) != parts.end(); }
};

Result<void> bench(BenchOptions &options, const std::stop_token &stop);

} // namespace

Command benchCommand(CLI::App &program, Interrupt &interrupt)
{
    CLI::App *parser = program.add_subcommand("bench", "How fast this machine is with a model, and why");
    // Shared by the parser, which fills it, and the command, which reads it.
    const auto options = std::make_shared<BenchOptions>();
    addCommonOptions(*parser, options->common);
    parser
        ->add_option("--rows", options->rows,
            "Rows computed together; more than 32 are a prompt (default: 1,2,4,6,8,512)")
        ->delimiter(',')
        ->check(CLI::Range(1, 1 << 20))
        ->option_text("N,...");
    parser
        ->add_option("--depth", options->depth,
            "Tokens in the conversation for what is measured there (default: 8192)")
        ->check(CLI::Range(0, 1 << 20))
        ->option_text("N");
    parser->add_option("--parts", options->parts, "Only these measurements: passes, prompt (default: all)")
        ->delimiter(',')
        ->check(CLI::IsMember(kParts))
        ->option_text("PART,...");
    parser->add_option("--rounds", options->bounds.rounds, "Rounds of a comparison (default: 5)")
        ->check(CLI::Range(1, 1000))
        ->option_text("N");
    parser
        ->add_option(
            "--seconds", options->bounds.seconds, "No new round of a comparison after so long (default: 20)")
        ->check(CLI::Range(0.0, 86'400.0))
        ->option_text("X");
    parser->footer(kExamples);
    return {.parser = parser, .run = [options, &interrupt] {
                const Interrupt::Work work(interrupt);
                return bench(*options, work.token());
            }};
}

namespace {

BenchSection memorySection(const Engine &engine)
{
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    constexpr double kMegabyte = 1 << 20;
    return {.key = "memory",
        .title = "Memory",
        .figures = {{.key = "peak_resident",
                        .text = "most that was resident",
                        .value = double(usage.ru_maxrss) * 1024.0 / kMegabyte,
                        .unit = "MB"},
            {.key = "plan",
                .text = "the plan",
                .value = double(engine.plan().total()) / kMegabyte,
                .unit = "MB"}}};
}

Result<void> bench(BenchOptions &options, const std::stop_token &stop)
{
    ProgressLine progress(
        options.common.quiet ? ProgressLine::Visible::Never : ProgressLine::Visible::Always);
    const Result<EngineOptions> engineOptions = options.common.engineOptions();
    if (!engineOptions)
        return std::unexpected(engineOptions.error());
    const auto report = [&progress](int64_t done, int64_t total) { progress.show("Loading", done, total); };
    Result<std::unique_ptr<Engine>> engine = Engine::load(*engineOptions, report, stop);
    progress.clear();
    if (!engine)
        return std::unexpected(engine.error());
    Result<std::unique_ptr<BenchStage>> stage = BenchStage::create(**engine);
    if (!stage)
        return std::unexpected(stage.error());

    BenchReport found;
    BenchSetting setting{.stage = **stage, .bounds = options.bounds, .stop = stop};
    const auto take = [&](Result<BenchSection> section) -> Result<void> {
        if (!section)
            return std::unexpected(section.error());
        if (!options.common.json)
            writeNow(sectionText(*section) + '\n');
        found.add(std::move(*section));
        return {};
    };
    std::vector<int> rows = options.rows;
    const auto prompts = std::ranges::partition(rows, [](int count) { return count <= kMostPassRows; });
    if (options.wants("passes") && rows.begin() != prompts.begin()) {
        if (Result<void> taken = take(benchPasses(setting, {rows.begin(), prompts.begin()})); !taken)
            return taken;
    }
    for (const int tokens : prompts) {
        if (!options.wants("prompt"))
            continue;
        if (Result<void> taken = take(benchPrompt(setting, tokens)); !taken)
            return taken;
    }
    if (Result<void> taken = take(memorySection(**engine)); !taken)
        return taken;
    if (options.common.json)
        writeNow(jsonLine(found.json()));
    return {};
}

} // namespace

} // namespace alcove::inference
