#include "inference/cli/bench_reading.h"
#include "inference/cli/bench_sections.h"
#include "inference/cli/command.h"
#include "inference/cli/common_options.h"
#include "inference/cli/interrupt.h"
#include "inference/cli/loaded_model.h"
#include "inference/cli/terminal.h"

#include <algorithm>
#include <cmath>
#include <format>
#include <functional>
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

const std::vector<std::string> kParts = {"passes", "depth", "drafter", "prompt", "products", "drafting"};

constexpr int kRoomBehindDepth = 512;

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
    parser
        ->add_option("--parts", options->parts,
            "Only these: passes, depth, drafter, prompt, products, drafting (default: all)")
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

/// What the process has taken so far: a loaded model and one conversation.
BenchSection memorySection(Engine &engine)
{
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    constexpr double kGigabyte = 1e9;
    const double peak = double(usage.ru_maxrss) * 1024.0 / kGigabyte;
    const double plan = double(engine.plan().total()) / kGigabyte;
    Engine::Parts &parts = engine.parts();
    double packed = double(readBytes(productMatrices(parts.text))) / kGigabyte;
    if (parts.drafter)
        packed += double(readBytes(productMatrices(*parts.drafter))) / kGigabyte;
    return {.key = "memory",
        .title = std::format("Memory, room for {} tokens", engine.contextLength()),
        .figures = {{.key = "peak_resident", .text = "most that was resident", .value = peak, .unit = "GB"},
            {.key = "beyond_weights",
                .text = "of that beyond the weights that products read",
                .value = peak - packed,
                .unit = "GB",
                .must = 1.2,
                .aim = 0.9,
                .lessIsBetter = true},
            {.key = "plan", .text = "the plan", .value = plan, .unit = "GB"},
            {.key = "plan_error",
                .text = "distance of the plan from what was resident",
                .value = std::abs(plan - peak) / peak,
                .must = 0.05,
                .aim = 0.02,
                .lessIsBetter = true}}};
}

/// Tells each section as soon as it is measured, or all in one object at the end.
class BenchOutput {
public:
    explicit BenchOutput(bool json) : m_json(json) {}
    Result<void> take(Result<BenchSection> section)
    {
        if (!section)
            return std::unexpected(section.error());
        if (!m_json)
            writeNow(sectionText(*section) + '\n');
        m_sections.push_back(std::move(*section));
        return {};
    }
    void finish() const
    {
        if (m_json)
            writeNow(sectionsJson(m_sections));
    }

private:
    bool m_json;
    std::vector<BenchSection> m_sections;
};

using Measurement = std::function<Result<BenchSection>()>;

/// What was asked for and what this model has.
std::vector<Measurement> measurements(const BenchOptions &options, BenchSetting &setting, Engine &engine)
{
    std::vector<Measurement> wanted;
    std::vector<int> rows, prompts;
    for (const int count : options.rows)
        (count <= kMostPassRows ? rows : prompts).push_back(count);
    const bool hasDrafter = setting.stage.drafter() != nullptr;
    if (options.wants("passes") && !rows.empty())
        wanted.push_back([&setting, rows] { return benchPasses(setting, rows); });
    if (options.wants("depth") && options.depth > 0)
        wanted.push_back([&] { return benchDepth(setting, options.depth); });
    if (options.wants("drafter") && hasDrafter)
        wanted.push_back([&] { return benchDrafter(setting); });
    for (const int tokens : prompts)
        if (options.wants("prompt"))
            wanted.push_back([&, tokens] { return benchPrompt(setting, tokens, options.depth); });
    // The measurements behind this one hold more than a session does.
    wanted.push_back([&engine]() -> Result<BenchSection> { return memorySection(engine); });
    if (options.wants("products"))
        wanted.push_back([&] { return benchProducts(setting); });
    if (options.wants("drafting") && hasDrafter)
        wanted.push_back([&] { return benchDrafting(setting); });
    return wanted;
}

Result<void> bench(BenchOptions &options, const std::stop_token &stop)
{
    ProgressLine progress(
        options.common.quiet ? ProgressLine::Visible::Never : ProgressLine::Visible::Always);
    // Room for what is measured at that depth: a prompt around it, or drafts behind it.
    options.common.context = std::max(options.common.context, options.depth + kRoomBehindDepth);
    const Result<EngineOptions> engineOptions = options.common.engineOptions();
    if (!engineOptions)
        return std::unexpected(engineOptions.error());
    const auto report = [&progress](LoadStage, int64_t done, int64_t total) {
        progress.show("Loading", done, total);
    };
    Result<std::unique_ptr<Engine>> engine = Engine::load(*engineOptions, report, stop);
    progress.clear();
    if (!engine)
        return std::unexpected(engine.error());
    Result<std::unique_ptr<BenchStage>> stage = BenchStage::create(**engine);
    if (!stage)
        return std::unexpected(stage.error());
    if (options.depth >= (*engine)->contextLength())
        return failure(std::format("This model's conversations have no more than {} tokens.",
                           (*engine)->contextLength()),
            "Give a smaller --depth.");

    BenchSetting setting{.stage = **stage, .bounds = options.bounds, .stop = stop};
    BenchOutput output(options.common.json);
    for (const Measurement &measurement : measurements(options, setting, **engine)) {
        if (Result<void> taken = output.take(measurement()); !taken)
            return taken;
    }
    output.finish();
    return {};
}

} // namespace

} // namespace alcove::inference
