#pragma once

#include "app/chats/message_model.h"
#include "app/chats/pace.h"
#include "app/engine_thread/messages.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

namespace alcove::app {

/// The answer that is being written in one conversation, if any: puts what the engine says into its
/// message, and knows how far it is. GUI thread.
class AnswerRun : public QObject {
    Q_OBJECT

public:
    /// In the order of Conversation::Activity.
    enum class Stage { Idle, Waiting, Loading, Reading, Seeing, Thinking, Writing };

    /// `messages` is not owned and outlives this.
    explicit AnswerRun(MessageModel *messages, QObject *parent = nullptr);

    /// An answer into this message begins; it may hold text already.
    void start(int answerId);
    bool isRunning() const { return m_answerId != 0; }

    Stage stage() const { return m_stage; }
    qint64 progressDone() const { return m_progressDone; }
    qint64 progressTotal() const { return m_progressTotal; }
    double tokensPerSecond() const { return m_tokensPerSecond; }
    int thinkingSeconds() const { return m_thinkingSeconds; }

    /// Ignored while nothing runs.
    void takeProgress(const AnswerProgress &progress);
    void takeText(const TextBatch &batch);
    void takeResult(const AnswerResult &result);
    void takeFailure(const Failure &failure);

signals:
    void stageChanged();
    void progressChanged();
    void speedChanged();
    void thinkingSecondsChanged();

private:
    void finish(MessageEnd end);
    void beginThinking();
    void endThinking();
    void tickThinking();
    void setStage(Stage stage);
    void setProgress(qint64 done, qint64 total);
    void setTokensPerSecond(double rate);
    void setThinkingSeconds(int seconds);

    MessageModel *m_messages;
    int m_answerId = 0; ///< 0: none
    Stage m_stage = Stage::Idle;
    qint64 m_progressDone = 0;
    qint64 m_progressTotal = 0;
    double m_tokensPerSecond = 0.0;
    int m_thinkingSeconds = 0;
    Pace m_pace;
    QElapsedTimer m_thinkingClock;
    QTimer m_thinkingTick; ///< active while the model thinks
};

} // namespace alcove::app
