#pragma once

#include "app/engine_thread/backend.h"

#include <memory>

namespace alcove::app {

/// The real engine: one Engine, one Session for conversations, and a Session of its own for each
/// recording, thrown away afterwards (product 5: a dictation must leave no trace in the conversation).
class EngineBackend : public Backend {
public:
    EngineBackend();
    ~EngineBackend() override;

    Outcome<ModelFacts> load(
        const ModelOptions &options, const LoadProgress &progress, std::stop_token stop) override;
    void unload() override;
    Outcome<AnswerResult> answer(
        const Question &question, const Observer &observer, std::stop_token stop) override;
    Outcome<Transcript> transcribe(
        const QList<float> &samples, const Observer &observer, std::stop_token stop) override;
    Outcome<qint64> countTokens(const Question &question) override;

private:
    struct Loaded;
    std::unique_ptr<Loaded> m_loaded;
};

} // namespace alcove::app
