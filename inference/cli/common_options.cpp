#include "inference/cli/common_options.h"

#include "inference/cli/demo_model.h"
#include "inference/session/session.h"

#include <CLI/CLI.hpp>

namespace alcove::inference {

namespace {

constexpr int kMostThreads = 1024;
constexpr int kLongestContext = 1 << 20;

CacheType cacheTypeNamed(std::string_view name);
std::optional<std::filesystem::path> partNamed(const std::optional<std::string> &name);

} // namespace

void addCommonOptions(CLI::App &parser, CommonOptions &options)
{
    const auto add = [&parser](auto &&...arguments) {
        return parser.add_option(std::forward<decltype(arguments)>(arguments)...);
    };
    add("--model", options.model, "A GGUF file or a Hugging Face folder (default: the demo model)")
        ->option_text("PATH")
        ->group("Model");
    add("--mmproj", options.mmproj,
        "The GGUF file for pictures and sound, or “none” (default: found beside the model)")
        ->option_text("PATH")
        ->group("Model");
    add("--drafter", options.drafter,
        "The drafter's file or folder, or “none” (default: found beside the model)")
        ->option_text("PATH")
        ->group("Model");
    add("--threads", options.threads, "Threads to compute with (default: one for each physical core)")
        ->check(CLI::Range(1, kMostThreads))
        ->option_text("N")
        ->group("Model");
    add("--context", options.context,
        "Tokens that a conversation may have (default: 8192, or the model's own limit)")
        ->check(CLI::Range(1, kLongestContext))
        ->option_text("N")
        ->group("Model");
    add("--kv", options.cache, "How keys and values are kept: f32, f16 or int8 (default: f16)")
        ->check(CLI::IsMember({"f32", "f16", "int8"}))
        ->option_text("TYPE")
        ->group("Model");
    add("--draft", options.draft, "Tokens to draft ahead: off, auto or 1 to 6 (default: auto)")
        ->check(CLI::IsMember({"off", "auto", "1", "2", "3", "4", "5", "6"}))
        ->option_text("N")
        ->group("Model");
    add("--weights", options.weights, "auto, or float for exact weights and float32 products (default: auto)")
        ->check(CLI::IsMember({"auto", "float"}))
        ->option_text("KIND")
        ->group("Model");
    parser.add_flag("--json", options.json, "Write JSON to standard output")->group("Output");
    parser.add_flag("--quiet", options.quiet, "Show no progress")->group("Output");
}

Result<std::filesystem::path> CommonOptions::modelPath() const
{
    if (!model.empty())
        return std::filesystem::path(model);
    return demoModelFolder();
}

Result<EngineOptions> CommonOptions::engineOptions() const
{
    const Result<std::filesystem::path> path = modelPath();
    if (!path)
        return std::unexpected(path.error());
    EngineOptions engine{
        .files = {.model = *path, .mmproj = partNamed(mmproj), .drafter = partNamed(drafter)},
        .threads = threads,
        .context = context,
        .cache = cacheTypeNamed(cache),
        .weights = weights == "float" ? WeightArithmetic::Float : WeightArithmetic::Auto};
    // A drafter that nobody asked for and that will not draft need not take memory.
    if (draft == "off" && !drafter)
        engine.files.drafter = std::filesystem::path();
    return engine;
}

int CommonOptions::draftTokens() const
{
    if (draft == "auto")
        return kDraftAuto;
    return draft == "off" ? 0 : std::stoi(draft);
}

namespace {

CacheType cacheTypeNamed(std::string_view name)
{
    if (name == "f32")
        return CacheType::F32;
    return name == "int8" ? CacheType::Int8 : CacheType::F16;
}

std::optional<std::filesystem::path> partNamed(const std::optional<std::string> &name)
{
    if (!name)
        return std::nullopt;
    return *name == "none" ? std::filesystem::path() : std::filesystem::path(*name);
}

} // namespace

} // namespace alcove::inference
