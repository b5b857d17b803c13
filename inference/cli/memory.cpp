#include "inference/cli/answer_json.h"
#include "inference/cli/command.h"
#include "inference/cli/common_options.h"
#include "inference/cli/terminal.h"
#include "inference/session/memory_plan.h"

#include <format>
#include <memory>
#include <string>

namespace alcove::inference {

namespace {

constexpr const char *kExamples = R"(Reads headers, never weights, and takes nothing itself.
Examples:
  alcove-cli memory --model gemma-4-12b-it-qat-q4_0.gguf
  alcove-cli memory --model gemma-4-12b-it-qat-q4_0.gguf --context 32768 --kv int8 --json)";

Result<void> memory(const CommonOptions &options);
std::string planText(const MemoryPlan &plan);

} // namespace

Command memoryCommand(CLI::App &program)
{
    CLI::App *parser =
        program.add_subcommand("memory", "How much memory a model would take, before it takes any");
    // Shared by the parser, which fills it, and the command, which reads it.
    const auto options = std::make_shared<CommonOptions>();
    addCommonOptions(*parser, *options);
    parser->footer(kExamples);
    return {.parser = parser, .run = [options] { return memory(*options); }};
}

namespace {

Result<void> memory(const CommonOptions &options)
{
    const Result<EngineOptions> engineOptions = options.engineOptions();
    if (!engineOptions)
        return std::unexpected(engineOptions.error());
    const Result<MemoryPlan> plan = planMemory(*engineOptions);
    if (!plan)
        return std::unexpected(plan.error());
    if (!options.json) {
        writeNow(planText(*plan));
        return {};
    }
    Json json;
    json["weights"] = plan->weights;
    json["drafter"] = plan->drafter;
    json["cache"] = plan->cache;
    json["scratch"] = plan->scratch;
    json["total"] = plan->total();
    json["fits"] = plan->fits();
    json["available"] = plan->available;
    writeNow(jsonLine(json));
    return {};
}

std::string planText(const MemoryPlan &plan)
{
    std::string text;
    const auto line = [&text](std::string_view name, int64_t bytes) {
        text += std::format("{:<12}{:>12.1f} MB\n", name, double(bytes) / double(1 << 20));
    };
    line("weights", plan.weights);
    line("drafter", plan.drafter);
    line("cache", plan.cache);
    line("scratch", plan.scratch);
    line("total", plan.total());
    line("available", plan.available);
    text += plan.fits() ? "It fits.\n" : "It does not fit.\n";
    return text;
}

} // namespace

} // namespace alcove::inference
