#pragma once

#include "inference/compute/cache_entry.h"
#include "inference/model/config.h"
#include "inference/model/model_files.h"
#include "inference/model/packed_cache.h"
#include "inference/result.h"
#include "inference/session/memory_plan.h"
#include "inference/text/tokenizer.h"

#include <functional>
#include <memory>
#include <stop_token>
#include <string>

namespace alcove::inference {

class Session;

enum class WeightArithmetic {
    Auto,  ///< what is fastest for the file's block types
    Float, ///< exact dequantised values, float32 products: for comparing with the reference
};

struct EngineOptions {
    ModelChoice files = {};
    int threads = 0;          ///< 0: physical cores
    int context = 0;          ///< positions; 0: 8192, or what the model was made for if that is less
    int recordingContext = 0; ///< positions of a second session, for recordings; planned if the model hears
    CacheType cache = CacheType::F16;
    WeightArithmetic weights = WeightArithmetic::Auto;
    PackedCacheLimits packedFiles = {}; ///< where weights in the kernels' order are kept between starts
};

/// Bytes that are ready so far and in all, while Writing in all of the packed files; called on the loading
/// thread, at most about 20 times a second.
using LoadProgress = std::function<void(LoadStage stage, int64_t done, int64_t total)>;

/// A loaded model: weights, tokenizer, compute pool. Sessions of it share all of that.
/// Lives on one thread together with its sessions; outlives them.
///
///     auto engine = Engine::load(options);
///     auto session = (*engine)->newSession();
///     auto answer = session->answer(conversation, settings, observer, stop);
class Engine {
public:
    /// Blocking, seconds for a large model, the first time a minute; stops within 0.3 s with a failure when
    /// asked to.
    [[nodiscard]] static Result<std::unique_ptr<Engine>> load(
        const EngineOptions &options, const LoadProgress &progress = {}, std::stop_token stop = {});
    ~Engine();

    /// A conversation's state. Allocates its key/value cache as the memory plan says: contextLength()
    /// positions, or fewer where the plan lists a smaller session (recordingContext).
    [[nodiscard]] Result<std::unique_ptr<Session>> newSession(int64_t context = 0);

    const ModelConfig &config() const;
    const ModelFiles &files() const;
    const Tokenizer &tokenizer() const;
    const MemoryPlan &plan() const;
    /// What did not go as it should and does not keep anybody from working; empty if all is well.
    const std::string &notice() const;
    bool hasDrafter() const;
    int contextLength() const; ///< positions that a session holds
    int threadCount() const;
    /// Other threads from the next pass on, 0 as in EngineOptions: half of the cores, for example, while a
    /// laptop runs on its battery. Not while a session answers.
    void setThreads(int threads);

    struct Parts; ///< for Session; defined in engine_parts.h
    Parts &parts() { return *m_parts; }

private:
    explicit Engine(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> m_parts;
};

} // namespace alcove::inference
