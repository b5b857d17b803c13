#include "inference/session/engine.h"

#include "inference/session/engine_parts.h"
#include "inference/session/session.h"
#include "inference/session/weight_loading.h"

#include <utility>

namespace alcove::inference {

Engine::Engine(std::unique_ptr<Parts> parts) : m_parts(std::move(parts)) {}

Engine::~Engine() = default;

Result<std::unique_ptr<Engine>> Engine::load(
    const EngineOptions &options, const LoadProgress &progress, std::stop_token stop)
{
    Result<OpenedModel> model = openModel(options.files);
    if (!model)
        return std::unexpected(model.error());
    const MemoryPlan plan = planMemory(*model, options);
    if (!plan.fits())
        return std::unexpected(doesNotFit(
            model->config.name, sizesOf(*model, options), settingsOf(*model, options), plan.available));

    Result<TokenizerSource> source = model->readTokenizer();
    if (!source)
        return std::unexpected(source.error());
    Result<Tokenizer> tokenizer = Tokenizer::create(std::move(*source));
    if (!tokenizer)
        return std::unexpected(tokenizer.error());
    const int64_t context = chosenContext(model->config, options);
    auto parts = std::make_unique<Parts>(Parts{.options = options,
        .model = std::move(*model),
        .tokenizer = std::move(*tokenizer),
        .text = {},
        .vision = {},
        .audio = {},
        .drafter = {},
        .packed = {},
        .notice = {},
        .plan = plan,
        .context = context,
        .pool = std::make_unique<ThreadPool>(options.threads)});
    if (Result<void> ready = loadWeights(*parts, progress, stop); !ready)
        return std::unexpected(ready.error());
    return std::unique_ptr<Engine>(new Engine(std::move(parts)));
}

const ModelConfig &Engine::config() const
{
    return m_parts->config();
}

const ModelFiles &Engine::files() const
{
    return m_parts->model.files;
}

const Tokenizer &Engine::tokenizer() const
{
    return m_parts->tokenizer;
}

const MemoryPlan &Engine::plan() const
{
    return m_parts->plan;
}

const std::string &Engine::notice() const
{
    return m_parts->notice;
}

bool Engine::hasDrafter() const
{
    return m_parts->drafter.has_value();
}

int Engine::contextLength() const
{
    return int(m_parts->context);
}

int Engine::threadCount() const
{
    return m_parts->pool->size();
}

void Engine::setThreads(int threads)
{
    m_parts->pool->resize(threads);
}

} // namespace alcove::inference
