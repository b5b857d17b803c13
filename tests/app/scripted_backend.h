#pragma once

#include "app/engine_thread/backend.h"

#include <QStringList>

#include <chrono>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

namespace alcove::app {

/// What a scripted model says to one question.
struct ScriptedAnswer {
    int promptTokens = 0; ///< reported as read, one by one
    QStringList thinking{};
    QStringList text{};
    std::chrono::milliseconds pause{0};                   ///< before every step
    std::optional<std::chrono::milliseconds> lastPause{}; ///< before the end
    Ending ending = Ending::Complete;
    Failure failure{};        ///< with words in it: fails after all steps
    bool ignoresStop = false; ///< a model that does not hear
};

struct ScriptedLoad {
    int steps = 0;   ///< reported as bytes
    int written = 0; ///< the first of the steps, reported as writing
    std::chrono::milliseconds pause{0};
    QString notice{};
    Failure failure{}; ///< with words in it: fails
};

/// Plays scripts in the order of asking and notes what was asked. Used by the test's thread and the
/// engine thread at once, hence the lock.
class Script {
public:
    void answer(const ScriptedAnswer &answer);
    void transcribe(const ScriptedAnswer &transcript);
    void load(const ScriptedLoad &load); ///< the next load; others succeed at once

    QList<Question> questions() const;
    QList<QList<float>> recordings() const;
    QList<ModelOptions> loads() const;
    int unloads() const;
    int counts() const;
    /// What the double found wrong: calls without a model, from a second thread, or without a script.
    QStringList problems() const;

private:
    friend class ScriptedBackend;

    mutable std::mutex m_mutex; ///< guards all below
    std::deque<ScriptedAnswer> m_answers;
    std::deque<ScriptedAnswer> m_transcripts;
    std::deque<ScriptedLoad> m_loadScripts;
    QList<Question> m_questions;
    QList<QList<float>> m_recordings;
    QList<ModelOptions> m_loads;
    int m_unloads = 0;
    int m_counts = 0;
    QStringList m_problems;
};

/// The double of the engine: needs no model, checks how it is used. The script is shared with the test,
/// which outlives neither.
class ScriptedBackend : public Backend {
public:
    explicit ScriptedBackend(std::shared_ptr<Script> script);

    static constexpr int kContextLength = 4096;

    Outcome<ModelFacts> load(
        const ModelOptions &options, const LoadProgress &progress, std::stop_token stop) override;
    void unload() override;
    Outcome<AnswerResult> answer(
        const Question &question, const Observer &observer, std::stop_token stop) override;
    Outcome<Transcript> transcribe(
        const QList<float> &samples, const Observer &observer, std::stop_token stop) override;
    /// One token a letter.
    Outcome<qint64> countTokens(const Question &question) override;

private:
    void checkUse(const char *call, bool needsModel);
    ScriptedAnswer nextOf(std::deque<ScriptedAnswer> &scripts, const char *call);

    std::shared_ptr<Script> m_script;
    std::optional<std::thread::id> m_thread;
    bool m_isLoaded = false;
};

} // namespace alcove::app
