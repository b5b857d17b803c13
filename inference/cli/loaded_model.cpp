#include "inference/cli/loaded_model.h"

namespace alcove::inference {

Result<LoadedModel> loadModel(
    const CommonOptions &options, ProgressLine &progress, const std::stop_token &stop)
{
    const Result<EngineOptions> engineOptions = options.engineOptions();
    if (!engineOptions)
        return std::unexpected(engineOptions.error());
    const auto report = [&progress](LoadStage stage, int64_t done, int64_t total) {
        progress.show(stage == LoadStage::Reading ? "Loading" : "Preparing the weights", done, total);
    };
    Result<std::unique_ptr<Engine>> engine = Engine::load(*engineOptions, report, stop);
    progress.clear();
    if (!engine)
        return std::unexpected(engine.error());
    if (const std::string &notice = (*engine)->notice(); !notice.empty() && progress.visible())
        writeError(notice);
    Result<std::unique_ptr<Session>> session = (*engine)->newSession();
    if (!session)
        return std::unexpected(session.error());
    return LoadedModel{.engine = std::move(*engine), .session = std::move(*session)};
}

} // namespace alcove::inference
