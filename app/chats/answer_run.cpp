#include "app/chats/answer_run.h"

#include <chrono>
#include <utility>

namespace alcove::app {

using namespace std::chrono_literals;

namespace {

constexpr auto kThinkingTick = 250ms;

MessageEnd endOf(Ending ending)
{
    switch (ending) {
    case Ending::Complete:
        break;
    case Ending::Stopped:
        return MessageEnd::Stopped;
    case Ending::LengthLimit:
        return MessageEnd::LengthLimit;
    case Ending::ContextFull:
        return MessageEnd::ContextFull;
    case Ending::Looped:
        return MessageEnd::Looped;
    }
    return MessageEnd::Done;
}

AnswerRun::Stage stageOf(AnswerProgress::Phase phase)
{
    switch (phase) {
    case AnswerProgress::Phase::Waiting:
        break;
    case AnswerProgress::Phase::Loading:
        return AnswerRun::Stage::Loading;
    case AnswerProgress::Phase::Seeing:
        return AnswerRun::Stage::Seeing;
    case AnswerProgress::Phase::Reading:
        return AnswerRun::Stage::Reading;
    }
    return AnswerRun::Stage::Waiting;
}

} // namespace

AnswerRun::AnswerRun(MessageModel *messages, QObject *parent) : QObject(parent), m_messages(messages)
{
    m_thinkingTick.setInterval(kThinkingTick);
    connect(&m_thinkingTick, &QTimer::timeout, this, &AnswerRun::tickThinking);
}

void AnswerRun::start(int answerId)
{
    setThinkingSeconds(0);
    m_answerId = answerId;
    m_pace.start();
    setStage(Stage::Waiting);
}

void AnswerRun::takeProgress(const AnswerProgress &progress)
{
    if (!isRunning())
        return;
    const Stage stage = stageOf(progress.phase);
    const bool isQueued = stage == Stage::Waiting || stage == Stage::Loading;
    m_messages->setEnd(m_answerId, isQueued ? MessageEnd::Queued : MessageEnd::Waiting);
    setProgress(progress.done, progress.total);
    setStage(stage);
}

void AnswerRun::takeText(const TextBatch &batch)
{
    if (!isRunning())
        return;
    m_messages->setEnd(m_answerId, MessageEnd::Streaming);
    if (!batch.thinking.isEmpty()) {
        beginThinking();
        m_messages->appendThinking(m_answerId, batch.thinking);
    }
    if (!batch.text.isEmpty()) {
        endThinking();
        setStage(Stage::Writing);
        m_messages->appendText(m_answerId, batch.text);
    }
    m_pace.add(batch.pieces);
    setTokensPerSecond(m_pace.perSecond());
}

void AnswerRun::takeResult(const AnswerResult &result)
{
    if (!isRunning())
        return;
    const ChatMessage &answer = *m_messages->message(m_answerId);
    const bool isEmpty = answer.text.isEmpty() && answer.thinking.isEmpty();
    // An answer that went on has figures already.
    m_messages->setFigures(m_answerId, answer.tokens + result.tokens, answer.seconds + result.writeSeconds);
    if (isEmpty && result.ending == Ending::Complete)
        takeFailure({tr("The model wrote nothing."), tr("Let it write again.")});
    else
        finish(endOf(result.ending));
}

void AnswerRun::takeFailure(const Failure &failure)
{
    if (!isRunning())
        return;
    m_messages->setError(m_answerId, failure.what, failure.remedy);
    finish(MessageEnd::Failed);
}

void AnswerRun::finish(MessageEnd end)
{
    endThinking();
    m_messages->setEnd(std::exchange(m_answerId, 0), end);
    setProgress(0, 0);
    setTokensPerSecond(0.0);
    setStage(Stage::Idle);
}

void AnswerRun::beginThinking()
{
    setStage(Stage::Thinking);
    if (m_thinkingTick.isActive())
        return;
    m_thinkingClock.start();
    m_thinkingTick.start();
}

void AnswerRun::tickThinking()
{
    setThinkingSeconds(int(m_thinkingClock.elapsed() / 1000));
}

void AnswerRun::endThinking()
{
    if (!m_thinkingTick.isActive())
        return;
    m_thinkingTick.stop();
    setThinkingSeconds(int((m_thinkingClock.elapsed() + 500) / 1000));
}

void AnswerRun::setStage(Stage stage)
{
    if (std::exchange(m_stage, stage) != stage)
        emit stageChanged();
}

void AnswerRun::setProgress(qint64 done, qint64 total)
{
    if (m_progressDone == done && m_progressTotal == total)
        return;
    m_progressDone = done;
    m_progressTotal = total;
    emit progressChanged();
}

void AnswerRun::setTokensPerSecond(double rate)
{
    if (std::exchange(m_tokensPerSecond, rate) < rate || m_tokensPerSecond > rate || rate == 0.0)
        emit speedChanged();
}

void AnswerRun::setThinkingSeconds(int seconds)
{
    if (std::exchange(m_thinkingSeconds, seconds) == seconds)
        return;
    if (isRunning())
        m_messages->setThinkingSeconds(m_answerId, seconds);
    emit thinkingSecondsChanged();
}

} // namespace alcove::app
