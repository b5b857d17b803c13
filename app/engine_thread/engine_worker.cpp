#include "app/engine_thread/engine_worker.h"

#include "app/engine_thread/engine_log.h"

#include <QThread>

#include <utility>

namespace alcove::app {

namespace {

constexpr int kMillisecondsBetweenReports = 50;

} // namespace

EngineWorker::EngineWorker(std::unique_ptr<Backend> backend) : m_backend(std::move(backend)) {}

EngineWorker::~EngineWorker() = default;

void EngineWorker::load(const ModelOptions &options, std::stop_token stop)
{
    m_lastReport.invalidate();
    const auto progress = [this, last = LoadStage::Reading](
                              LoadStage stage, qint64 done, qint64 total) mutable {
        if (std::exchange(last, stage) != stage)
            m_lastReport.invalidate(); // a new stage is told at once
        if (isTimeToReport(AnswerProgress::Phase::Loading, done, total))
            emit loadProgressed(stage, done, total);
    };
    const Outcome<ModelFacts> facts = m_backend->load(options, progress, stop);
    if (facts)
        emit loaded(*facts);
    else if (stop.stop_requested())
        emit loadStopped();
    else
        emit loadFailed(facts.error());
}

void EngineWorker::unload()
{
    m_backend->unload();
    emit unloaded();
}

void EngineWorker::answer(qint64 answerId, const Question &question, std::stop_token stop)
{
    Outcome<AnswerResult> result = m_backend->answer(question, observerFor(answerId), stop);
    if (!result) {
        emit failed(answerId, result.error());
        return;
    }
    result->answerId = answerId;
    qCDebug(engineLog) << "answer" << answerId << "ended:" << result->tokens << "tokens in"
                       << result->writeSeconds << "s," << result->cachedTokens << "of" << result->promptTokens
                       << "prompt tokens kept";
    emit answered(*result);
}

void EngineWorker::transcribe(qint64 answerId, const QList<float> &samples, std::stop_token stop)
{
    Backend::Observer observer = observerFor(answerId);
    observer.text = {}; // a transcript arrives whole
    observer.thinking = {};
    Outcome<Transcript> transcript = m_backend->transcribe(samples, observer, stop);
    if (!transcript) {
        emit failed(answerId, transcript.error());
        return;
    }
    transcript->answerId = answerId;
    emit transcribed(*transcript);
}

void EngineWorker::count(qint64 countId, const Question &question)
{
    const Outcome<qint64> tokens = m_backend->countTokens(question);
    if (tokens)
        emit counted({.countId = countId, .tokens = *tokens});
    else
        emit countFailed(countId);
}

Backend::Observer EngineWorker::observerFor(qint64 answerId)
{
    m_lastReport.invalidate();
    return {
        .progress =
            [this, answerId](AnswerProgress::Phase phase, qint64 done, qint64 total) {
                if (isTimeToReport(phase, done, total))
                    emit progressed({.answerId = answerId, .phase = phase, .done = done, .total = total});
            },
        .text = [this, answerId](
                    const QString &text) { emit wrote({.answerId = answerId, .text = text, .pieces = 1}); },
        .thinking =
            [this, answerId](const QString &thinking) {
                emit wrote({.answerId = answerId, .thinking = thinking, .pieces = 1});
            },
    };
}

bool EngineWorker::isTimeToReport(AnswerProgress::Phase phase, qint64 done, qint64 total)
{
    const bool isTurn = !m_lastReport.isValid() || phase != m_lastPhase || (total > 0 && done >= total);
    if (!isTurn && m_lastReport.elapsed() < kMillisecondsBetweenReports)
        return false;
    m_lastReport.start();
    m_lastPhase = phase;
    return true;
}

} // namespace alcove::app
