#pragma once

#include "app/engine_thread/backend.h"
#include "app/engine_thread/messages.h"

#include <QElapsedTimer>
#include <QObject>

#include <memory>
#include <stop_token>

namespace alcove::app {

/// Lives on the engine thread, alone with the Backend. Its functions block that thread and are called
/// there only, by queued invocation; what comes out leaves by signal. Progress at most 20 times a second.
class EngineWorker : public QObject {
    Q_OBJECT

public:
    explicit EngineWorker(std::unique_ptr<Backend> backend);
    ~EngineWorker() override;

    void load(const ModelOptions &options, std::stop_token stop);
    void unload();
    void answer(qint64 answerId, const Question &question, std::stop_token stop);
    void transcribe(qint64 answerId, const QList<float> &samples, std::stop_token stop);
    void count(qint64 countId, const Question &question);

signals:
    void loadProgressed(LoadStage stage, qint64 done, qint64 total);
    void loaded(const ModelFacts &facts);
    void loadStopped();
    void loadFailed(const Failure &failure);
    void unloaded();

    void wrote(const TextBatch &piece); ///< one step of the model
    void progressed(const AnswerProgress &progress);
    void answered(const AnswerResult &result);
    void transcribed(const Transcript &transcript);
    void failed(qint64 answerId, const Failure &failure);
    void counted(const TokenCount &count);
    void countFailed(qint64 countId);

private:
    Backend::Observer observerFor(qint64 answerId);
    bool isTimeToReport(AnswerProgress::Phase phase, qint64 done, qint64 total);

    std::unique_ptr<Backend> m_backend;
    QElapsedTimer m_lastReport; ///< invalid before the first of a job
    AnswerProgress::Phase m_lastPhase = AnswerProgress::Phase::Waiting;
};

} // namespace alcove::app
