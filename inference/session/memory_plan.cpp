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
#include <fstream>
#include <limits>
#include <string>

namespace alcove::inference {

namespace {

constexpr int kDefaultContext = 8192;
constexpr int64_t kTokenizerBytesPerPiece = 260;  // pieces, merges and their tables, measured
constexpr int64_t kPanelBytesPerThread = 4 << 20; // float32 panels of the products

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
    const TextConfig &text = model.config.text;
    const int64_t threads = options.threads > 0 ? options.threads : physicalCores();
    const int64_t logitRows = model.drafter ? kMostDrafts + 1 : 1;
    const int64_t chunkRows = model.config.vision
                                  ? std::max<int64_t>(kChunkRows, model.config.vision->defaultBudget)
                                  : int64_t(kChunkRows);
    const int64_t context = chosenContext(model.config, options);
    const int64_t recording =
        model.config.audio ? std::min(int64_t(options.recordingContext), context) : int64_t(0);
    return {
        .weights = model.weightBytes(),
        .drafter = model.drafterBytes(),
        .cache = KeyValueCache::bytesNeeded(text, context, options.cache) +
                 KeyValueCache::bytesNeeded(text, recording, options.cache),
        .scratch = TextModel::scratchBytes(text, chunkRows) * (recording > 0 ? 2 : 1) +
                   logitRows * text.vocabularySize * int64_t(sizeof(float)) +
                   text.vocabularySize * kTokenizerBytesPerPiece + threads * kPanelBytesPerThread,
        .available = availableMemory(),
    };
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
