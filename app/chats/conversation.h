#pragma once

#include "app/chats/message_model.h"
#include "app/engine_thread/messages.h"
#include "app/pictures/attachment_model.h"

#include <QElapsedTimer>
#include <QList>
#include <QObject>
#include <QTimer>
#include <QUrl>
#include <qqmlregistration.h>

#include <functional>

namespace alcove::app {

class CodeHighlighter;
class PictureDecoder;

/// One chat: its messages, the draft being written, and the work going on for it. GUI thread. Asks for
/// answers by signal; Chats hands it what comes back.
class Conversation : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Handed out by Chats")

    Q_PROPERTY(int chatId READ chatId CONSTANT)
    Q_PROPERTY(QString title READ title NOTIFY titleChanged)
    Q_PROPERTY(alcove::app::MessageModel *messages READ messages CONSTANT)
    Q_PROPERTY(alcove::app::AttachmentModel *attachments READ attachments CONSTANT)
    Q_PROPERTY(QString draft READ draft WRITE setDraft NOTIFY draftChanged)
    Q_PROPERTY(Activity activity READ activity NOTIFY activityChanged)
    /// Bytes while Loading, tokens while Reading; the total is 0 while unknown.
    Q_PROPERTY(qint64 progressDone READ progressDone NOTIFY progressChanged)
    Q_PROPERTY(qint64 progressTotal READ progressTotal NOTIFY progressChanged)
    /// Measured over the last two seconds of writing.
    Q_PROPERTY(qreal tokensPerSecond READ tokensPerSecond NOTIFY speedChanged)
    Q_PROPERTY(int thinkingSeconds READ thinkingSeconds NOTIFY thinkingSecondsChanged)
    /// The engine's own count: the conversation with the draft; after an answer, what the context holds.
    Q_PROPERTY(int tokensHeld READ tokensHeld NOTIFY tokensChanged)
    /// What the context can hold; 0 while no model is loaded.
    Q_PROPERTY(int tokensTotal READ tokensTotal NOTIFY tokensChanged)
    /// Something to send, all of it decoded, and no queued question in the way.
    Q_PROPERTY(bool canSend READ canSend NOTIFY canSendChanged)
    Q_PROPERTY(bool thinkFirst READ thinkFirst WRITE setThinkFirst NOTIFY thinkFirstChanged)
    /// The question that is sent when the present answer ends; empty if there is none.
    Q_PROPERTY(QString queuedText READ queuedText NOTIFY queuedChanged)
    /// True for a queued question of pictures or recordings alone, too.
    Q_PROPERTY(bool hasQueued READ hasQueued NOTIFY queuedChanged)

public:
    enum Activity {
        Idle,
        Waiting, ///< another chat's answer is being written
        Loading,
        Reading,
        Seeing,
        Thinking,
        Writing,
        WritingDown, ///< a recording
    };
    Q_ENUM(Activity)

    /// Neither is owned, both must outlive this; the highlighter may be null.
    Conversation(
        int chatId, PictureDecoder *decoder, const CodeHighlighter *highlighter, QObject *parent = nullptr);
    ~Conversation() override;

    /// Sends draft and attachments, or queues them while an answer is being written.
    Q_INVOKABLE void send();
    /// Stops what goes on; what was written is kept. A queued question comes next.
    Q_INVOKABLE void stop();
    /// Writes the answer again as a new version. Not while an answer is being written.
    Q_INVOKABLE void regenerate(int messageId);
    /// Goes on behind the last letter of a cut answer. Only where the role canGoOn is true: the last
    /// message, some text in it, no pictures or recordings in the conversation.
    Q_INVOKABLE void goOnWriting(int messageId);
    /// A new version of a question, with the same attachments, and an answer to it.
    Q_INVOKABLE void editQuestion(int messageId, const QString &text);
    Q_INVOKABLE void showVersion(int messageId, int delta);
    Q_INVOKABLE void copyAsText(int messageId);
    Q_INVOKABLE void copyAsMarkdown(int messageId);
    Q_INVOKABLE void addFiles(const QList<QUrl> &urls);
    /// True if the clipboard held a picture, files or a long text and they became attachments.
    Q_INVOKABLE bool paste();
    /// Puts the queued question back into the composer.
    Q_INVOKABLE void cancelQueued();
    /// Puts a pasted text into the draft.
    Q_INVOKABLE void insertPastedText(int row);
    /// Stops the recorder and writes the recording down; ends in transcribed or notice.
    Q_INVOKABLE void writeDown();
    /// Stops the recorder and sends the sound, with the draft and the attachments.
    Q_INVOKABLE void sendRecording();

    int chatId() const { return m_chatId; }
    QString title() const { return m_title; }
    MessageModel *messages() { return &m_messages; }
    const MessageModel &messages() const { return m_messages; }
    AttachmentModel *attachments() { return &m_attachments; }
    QString draft() const { return m_draft; }
    Activity activity() const { return m_activity; }
    qint64 progressDone() const { return m_progressDone; }
    qint64 progressTotal() const { return m_progressTotal; }
    qreal tokensPerSecond() const { return m_tokensPerSecond; }
    int thinkingSeconds() const { return m_thinkingSeconds; }
    int tokensHeld() const { return m_tokensHeld; }
    int tokensTotal() const { return m_tokensTotal; }
    bool canSend() const;
    bool thinkFirst() const { return m_thinkFirst; }
    QString queuedText() const { return m_queued.text; }
    bool hasQueued() const { return m_queued.exists; }

    void setTitle(const QString &title);
    void setDraft(const QString &text);
    void setThinkFirst(bool on);

    /// For Chats.
    bool isEmpty() const { return m_messages.count() == 0; }
    void setImageTokens(int tokens) { m_imageTokens = tokens; }
    void setTokensTotal(int tokens);
    void setTakeRecording(std::function<QList<float>()> take) { m_takeRecording = std::move(take); }

    void onTextArrived(const TextBatch &batch);
    void onProgressed(const AnswerProgress &progress);
    void onAnswered(const AnswerResult &result);
    void onTranscribed(const Transcript &transcript);
    void onFailed(const Failure &failure);
    void onCounted(int tokens);

signals:
    void titleChanged();
    void draftChanged();
    void activityChanged();
    void progressChanged();
    void speedChanged();
    void thinkingSecondsChanged();
    void tokensChanged();
    void canSendChanged();
    void thinkFirstChanged();
    void queuedChanged();
    /// The whole text of a recording; to be inserted at the caret.
    void transcribed(const QString &text);
    void notice(const QString &what, const QString &remedy);

    /// For Chats: it gives numbers and hands them on to the engine.
    void asked(const alcove::app::Question &question);
    void transcriptAsked(const QList<float> &samples);
    void stopAsked();
    void countAsked(const alcove::app::Question &question);
    void messageSent();

private:
    struct Queued {
        bool exists = false;
        QString text;
        QList<Attachment> attachments;
    };
    struct Pace { ///< pieces of the model over the last two seconds
        QList<std::pair<qint64, int>> steps;
        QElapsedTimer clock;
    };

    bool isAnswering() const { return m_answerMessage != 0; }
    void sendMessage(const QString &text, const QList<Attachment> &attachments);
    void requestAnswer(int questionId);
    void startAnswer(int answerId, Question question);
    void finishAnswer(MessageEnd end);
    void sendQueued();
    void setActivity(Activity activity);
    void setProgress(qint64 done, qint64 total);
    void measurePace(int pieces);
    void tickThinking();
    void transcribeNextPiece();
    void finishTranscript();
    void countSoon();
    void count();

    int m_chatId;
    QString m_title;
    MessageModel m_messages;
    AttachmentModel m_attachments;
    QString m_draft;
    Activity m_activity = Idle;
    qint64 m_progressDone = 0;
    qint64 m_progressTotal = 0;
    qreal m_tokensPerSecond = 0.0;
    int m_thinkingSeconds = 0;
    int m_tokensHeld = 0;
    int m_tokensTotal = 0;
    bool m_thinkFirst = false;
    int m_imageTokens = 0;
    Queued m_queued;
    int m_answerMessage = 0; ///< the message that an answer is written into; 0: none
    Pace m_pace;
    QElapsedTimer m_thinkingClock;
    QTimer m_thinkingTick;
    QTimer m_countSoon;
    std::function<QList<float>()> m_takeRecording;
    QList<QList<float>> m_pieces; ///< of a recording, still to be written down
    QString m_transcript;
};

} // namespace alcove::app
