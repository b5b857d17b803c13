#pragma once

#include "app/engine_thread/backend.h"

#include <condition_variable>
#include <mutex>

namespace alcove::test {

/// A model that says nothing by itself: the stage plays its part towards the chats. What it does when it
/// is loaded is chosen beforehand.
class StillBackend : public app::Backend {
public:
    enum class Load { Succeeds, Lasts, Fails };

    struct Script {
        Load load = Load::Succeeds;
        app::ModelFacts facts{};
        app::LoadStage stage = app::LoadStage::Reading; ///< of a load that lasts
        qint64 bytesRead = 0;                           ///< how far it has come
        qint64 bytesOfAll = 0;
        app::Failure failure{};
    };

    explicit StillBackend(Script script) : m_script(std::move(script)) {}

    app::Outcome<app::ModelFacts> load(
        const app::ModelOptions &, const LoadProgress &progress, std::stop_token stop) override
    {
        if (m_script.load == Load::Fails)
            return std::unexpected(m_script.failure);
        if (m_script.load == Load::Lasts) {
            progress(m_script.stage, m_script.bytesRead, m_script.bytesOfAll);
            std::unique_lock lock(m_mutex);
            m_wake.wait(lock, stop, [] { return false; });
            return std::unexpected(app::Failure{});
        }
        return m_script.facts;
    }

    void unload() override {}

    app::Outcome<app::AnswerResult> answer(const app::Question &, const Observer &, std::stop_token) override
    {
        return app::AnswerResult{};
    }

    app::Outcome<app::Transcript> transcribe(const QList<float> &, const Observer &, std::stop_token) override
    {
        return app::Transcript{};
    }

    app::Outcome<qint64> countTokens(const app::Question &) override { return 0; }

private:
    Script m_script;
    std::mutex m_mutex;
    std::condition_variable_any m_wake;
};

} // namespace alcove::test
