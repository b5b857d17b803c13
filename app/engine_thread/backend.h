#pragma once

#include "app/engine_thread/messages.h"

#include <functional>
#include <stop_token>

namespace alcove::app {

/// What the engine thread drives: the real engine, or a scripted one in tests. Created anywhere, then
/// used on one thread only. Every function blocks; those with a stop token return within 0.3 s of a
/// request to stop.
class Backend {
public:
    struct Observer {
        std::function<void(AnswerProgress::Phase phase, qint64 done, qint64 total)> progress;
        std::function<void(const QString &text)> text; ///< whole characters
        std::function<void(const QString &thinking)> thinking;
    };
    using LoadProgress = std::function<void(LoadStage stage, qint64 done, qint64 total)>;

    virtual ~Backend() = default;

    /// Replaces the model that is loaded, if any; that one is gone even if this fails.
    [[nodiscard]] virtual Outcome<ModelFacts> load(
        const ModelOptions &options, const LoadProgress &progress, std::stop_token stop) = 0;

    /// Gives the model's memory back.
    virtual void unload() = 0;

    /// Needs a loaded model. Stopped: a result with Ending::Stopped. The answerId stays 0.
    [[nodiscard]] virtual Outcome<AnswerResult> answer(
        const Question &question, const Observer &observer, std::stop_token stop) = 0;

    /// Writes a recording down in a pass of its own, which leaves no trace in the conversation.
    [[nodiscard]] virtual Outcome<Transcript> transcribe(
        const QList<float> &samples, const Observer &observer, std::stop_token stop) = 0;

    /// How many tokens the question would have as a prompt.
    [[nodiscard]] virtual Outcome<qint64> countTokens(const Question &question) = 0;
};

} // namespace alcove::app
