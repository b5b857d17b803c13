#include "app/engine_thread/engine_thread.h"

/// What comes back from the engine thread, received on the GUI thread.

namespace alcove::app {

void EngineThread::onLoaded(const ModelFacts &facts)
{
    setFacts(facts);
    setState(Ready);
    reportToWaiting({.phase = AnswerProgress::Phase::Waiting});
    finishWork();
}

void EngineThread::onLoadStopped()
{
    setState(chosenPath().isEmpty() ? NoModel : Resting);
    finishWork();
}

void EngineThread::onLoadFailed(const Failure &failure)
{
    setState(Failed, failure);
    m_work = Work::None;
    if (!m_loadWanted)
        failWaiting(failure);
    advance();
}

void EngineThread::onWrote(const TextBatch &piece)
{
    if (takesResultOf(piece.answerId))
        m_text.add(piece);
}

void EngineThread::onProgressed(const AnswerProgress &progress)
{
    if (takesResultOf(progress.answerId))
        emit progressed(progress);
}

void EngineThread::onAnswered(const AnswerResult &result)
{
    const bool takes = takesResultOf(result.answerId);
    m_text.flush();
    m_grace.stop();
    m_running.reset();
    if (takes)
        emit answered(result);
    finishWork();
}

void EngineThread::onTranscribed(const Transcript &transcript)
{
    const bool takes = takesResultOf(transcript.answerId);
    m_grace.stop();
    m_running.reset();
    if (takes)
        emit transcribed(transcript);
    finishWork();
}

void EngineThread::onFailed(qint64 answerId, const Failure &failure)
{
    const bool takes = takesResultOf(answerId);
    m_text.flush();
    m_grace.stop();
    m_running.reset();
    if (takes)
        emit failed(answerId, failure);
    finishWork();
}

} // namespace alcove::app
