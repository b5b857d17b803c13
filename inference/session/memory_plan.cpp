#include "inference/session/memory_plan.h"

#include "inference/compute/thread_pool.h"
#include "inference/model/key_value_cache.h"
#include "inference/model/text_model.h"
#include "inference/session/engine.h"
#include "inference/session/opened_model.h"
#include "inference/session/prompt_rows.h"
#include "inference/session/session.h"

#include <algorithm>
#include <filesystem>
#include <format>
#include <fstream>
#include <limits>
#include <string>
#include <vector>

namespace alcove::inference {

namespace {

constexpr int kDefaultContext = 8192;
constexpr int64_t kProcessBytes = 24 << 20;       // the program and its libraries, without a window
constexpr int64_t kTokenizerBytesPerPiece = 260;  // pieces, merges and their tables, measured
constexpr int64_t kPanelBytesPerThread = 4 << 20; // float32 panels of the products

constexpr int64_t kShortestContext = 2048; // for a question, a page of text and an answer
constexpr int64_t kContextStep = 1024;

MemorySettings withSmallCache(MemorySettings settings)
{
    settings.cache = CacheType::Int8;
    return settings;
}

MemorySettings withoutDrafter(MemorySettings settings)
{
    settings.drafter = false;
    return settings;
}

/// 0 if not even a short conversation fits.
int64_t longestThatFits(const ModelSizes &model, MemorySettings settings, int64_t available)
{
    for (int64_t context = (settings.context - 1) / kContextStep * kContextStep; context >= kShortestContext;
        context -= kContextStep) {
        settings.context = context;
        if (planMemory(model, settings, available).fits())
            return context;
    }
    return 0;
}

/// An amount of memory in the words of the window: GB are 2^30 bytes.
std::string gigabytes(int64_t bytes)
{
    return std::format("{:.1f} GB", double(bytes) / double(int64_t(1) << 30));
}

/// A number of bytes from a one-line file of the kernel; the largest number for "max" or no file.
int64_t bytesFrom(const std::filesystem::path &path)
{
    std::ifstream file(path);
    int64_t bytes = 0;
    return file >> bytes ? bytes : std::numeric_limits<int64_t>::max();
}

/// What the process's own control group (version 2) still allows.
int64_t controlGroupAllowance()
{
    std::ifstream file("/proc/self/cgroup");
    std::string line;
    while (std::getline(file, line)) {
        if (!line.starts_with("0::"))
            continue;
        const std::filesystem::path group = "/sys/fs/cgroup" + line.substr(3);
        const int64_t limit = bytesFrom(group / "memory.max");
        if (limit == std::numeric_limits<int64_t>::max())
            return limit;
        const int64_t used = bytesFrom(group / "memory.current");
        return std::max(int64_t(0), limit - std::min(limit, used));
    }
    return std::numeric_limits<int64_t>::max();
}

} // namespace

Result<MemoryPlan> planMemory(const EngineOptions &options)
{
    Result<OpenedModel> model = openModel(options.files);
    if (!model)
        return std::unexpected(model.error());
    return planMemory(*model, options);
}

MemoryPlan planMemory(const OpenedModel &model, const EngineOptions &options)
{
    return planMemory(sizesOf(model, options), settingsOf(model, options), availableMemory());
}

ModelSizes sizesOf(const OpenedModel &model, const EngineOptions &options)
{
    return {
        .text = model.config.text,
        .weightBytes = model.weightBytes(),
        .drafterBytes = model.drafterBytes(),
        .chunkRows = model.config.vision ? std::max<int64_t>(kChunkRows, model.config.vision->defaultBudget)
                                         : int64_t(kChunkRows),
        .recording = model.config.audio ? int64_t(options.recordingContext) : 0,
        .threads = options.threads > 0 ? options.threads : physicalCores(),
    };
}

MemorySettings settingsOf(const OpenedModel &model, const EngineOptions &options)
{
    return {.context = chosenContext(model.config, options),
        .cache = options.cache,
        .drafter = model.drafter.has_value()};
}

MemoryPlan planMemory(const ModelSizes &model, const MemorySettings &settings, int64_t available)
{
    const TextConfig &text = model.text;
    const int64_t recording = std::min(model.recording, settings.context);
    const int64_t logitRows = settings.drafter ? kMostDrafts + 2 : 1; // those of the drafter's own step too
    return {
        .weights = model.weightBytes,
        .drafter = settings.drafter ? model.drafterBytes : 0,
        .cache = KeyValueCache::bytesNeeded(text, settings.context, settings.cache) +
                 KeyValueCache::bytesNeeded(text, recording, settings.cache),
        .scratch = kProcessBytes + TextModel::scratchBytes(text, model.chunkRows) * (recording > 0 ? 2 : 1) +
                   logitRows * text.vocabularySize * int64_t(sizeof(float)) +
                   text.vocabularySize * kTokenizerBytesPerPiece + model.threads * kPanelBytesPerThread,
        .available = available,
    };
}

std::optional<MemorySettings> nearestThatFits(
    const ModelSizes &model, const MemorySettings &wanted, int64_t available)
{
    for (MemorySettings settings : {wanted, withoutDrafter(wanted)}) {
        const MemorySettings small = withSmallCache(settings);
        for (const MemorySettings &whole : {settings, small})
            if (planMemory(model, whole, available).fits())
                return whole;
        for (MemorySettings shorter : {settings, small}) {
            shorter.context = longestThatFits(model, shorter, available);
            if (shorter.context > 0)
                return shorter;
        }
    }
    return std::nullopt;
}

Error doesNotFit(
    const std::string &name, const ModelSizes &model, const MemorySettings &wanted, int64_t available)
{
    const MemoryPlan plan = planMemory(model, wanted, available);
    Error error{.what = std::format("{} needs {} and this computer can give {} now.", name,
                    gigabytes(plan.total()), gigabytes(available)),
        .remedy = "Close a large program, or choose a smaller file."};
    const std::optional<MemorySettings> nearest = nearestThatFits(model, wanted, available);
    if (!nearest)
        return error;
    std::vector<std::string> changes;
    if (nearest->context != wanted.context)
        changes.push_back(std::format("a conversation length of {} tokens", nearest->context));
    if (nearest->cache != wanted.cache)
        changes.emplace_back("keys and values as int8");
    std::string list = changes.empty() ? "" : " with " + changes.front();
    if (changes.size() > 1)
        list += " and " + changes.back();
    if (nearest->drafter != wanted.drafter)
        list += list.empty() ? " without the drafter" : ", without the drafter";
    error.remedy = std::format("It fits{} ({}); or close a large program.", list,
        gigabytes(planMemory(model, *nearest, available).total()));
    return error;
}

int64_t chosenContext(const ModelConfig &config, const EngineOptions &options)
{
    const int wanted = options.context > 0 ? options.context : kDefaultContext;
    return std::min(wanted, config.text.contextLength);
}

int64_t availableMemory()
{
    std::ifstream file("/proc/meminfo");
    std::string name;
    std::string unit;
    int64_t kilobytes = 0;
    while (file >> name >> kilobytes) {
        std::getline(file, unit);
        if (name == "MemAvailable:")
            return std::min(kilobytes * 1024, controlGroupAllowance());
    }
    return controlGroupAllowance();
}

} // namespace alcove::inference
