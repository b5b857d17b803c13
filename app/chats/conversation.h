#pragma once

#include "app/chats/answer_run.h"
#include "app/chats/chat_needs.h"
#include "app/chats/dictation.h"
#include "app/chats/message_model.h"
#include "app/chats/token_meter.h"
#include "app/engine_thread/messages.h"
#include "app/pictures/attachment_model.h"

#include <QList>
#include <QObject>
#include <QUrl>
#include <qqmlregistration.h>

#include <functional>

namespace alcove::app {

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
    /// Measured over the last two seconds of writing; 0 before there is something to measure.
    Q_PROPERTY(qreal tokensPerSecond READ tokensPerSecond NOTIFY speedChanged)
    Q_PROPERTY(int thinkingSeconds READ thinkingSeconds NOTIFY thinkingSecondsChanged)
    /// What the context holds after the last answer; while something is written, what it would hold with
    /// that. The engine's own count.
    Q_PROPERTY(int tokensHeld READ tokensHeld NOTIFY tokensChanged)
    /// What the context can hold; 0 while no model was loaded yet.
    Q_PROPERTY(int tokensTotal READ tokensTotal NOTIFY tokensChanged)
    /// There is something to send, all of it is decoded, and no queued question is in the way.
    Q_PROPERTY(bool canSend READ canSend NOTIFY canSendChanged)
    Q_PROPERTY(bool thinkFirst READ thinkFirst WRITE setThinkFirst NOTIFY thinkFirstChanged)
    /// The question that is sent when the present answer ends.
    Q_PROPERTY(QString queuedText READ queuedText NOTIFY queuedChanged)
    /// Whether there is one; its text may be empty when it is a picture or a recording.
    Q_PROPERTY(bool hasQueued READ hasQueued NOTIFY queuedChanged)
    /// Seconds of the recording that was last written down, or could not be; it is kept until the next
    /// message or until it is discarded. 0: none.
    Q_PROPERTY(int keptSeconds READ keptSeconds NOTIFY keptRecordingChanged)

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

    Conversation(int chatId, const ChatNeeds &needs, QObject *parent = nullptr);
    ~Conversation() override;

    /// Sends draft and attachments, or queues them while an answer is being written.
    Q_INVOKABLE void send();
    /// Stops what goes on; what was written is kept. A queued question comes next.
    Q_INVOKABLE void stop();
    /// Writes the answer again as a new version. Not while an answer is being written.
    Q_INVOKABLE void regenerate(int messageId);
    /// Goes on behind the last letter of a cut answer. Only where the role canGoOn is true: the last
    /// message, some text in it.
    Q_INVOKABLE void goOnWriting(int messageId);
    /// A new version of a question, with the same attachments, and an answer to it. Not while an answer
    /// is being written.
    Q_INVOKABLE void editQuestion(int messageId, const QString &text);
    Q_INVOKABLE void showVersion(int messageId, int delta);
    Q_INVOKABLE void copyAsText(int messageId);
    Q_INVOKABLE void copyAsMarkdown(int messageId);
    Q_INVOKABLE void addFiles(const QList<QUrl> &urls) { m_attachments.addFiles(urls); }
    /// True if the clipboard held a picture, files or a long text and they became attachments.
    Q_INVOKABLE bool paste();
    /// Puts the queued question back into the composer.
    Q_INVOKABLE void cancelQueued();
    /// Moves a pasted text from the attachments to the end of the draft.
    Q_INVOKABLE void insertPastedText(int row);
    /// Stops the recorder and writes the recording down; ends in transcribed, notice or a stop.
    Q_INVOKABLE void writeDown();
    /// Stops the recorder and sends the sound, with the draft and the attachments.
    Q_INVOKABLE void sendRecording();
    /// With the recording that is kept: write it down again, make it an attachment, or forget it.
    Q_INVOKABLE void writeDownAgain();
    Q_INVOKABLE void attachRecording();
    Q_INVOKABLE void discardRecording() { m_dictation.discard(); }

    int chatId() const { return m_chatId; }
    QString title() const { return m_title; }
    MessageModel *messages() { return &m_messages; }
    AttachmentModel *attachments() { return &m_attachments; }
    QString draft() const { return m_draft; }
    Activity activity() const;
    qint64 progressDone() const;
    qint64 progressTotal() const;
    qreal tokensPerSecond() const { return m_run.tokensPerSecond(); }
    int thinkingSeconds() const { return m_run.thinkingSeconds(); }
    int tokensHeld() const { return m_meter.held(); }
    int tokensTotal() const { return m_meter.total(); }
    bool canSend() const;
    bool thinkFirst() const { return m_thinkFirst; }
    QString queuedText() const { return m_queued.text; }
    bool hasQueued() const { return m_queued.exists; }
    int keptSeconds() const { return m_dictation.keptSeconds(); }

    void setTitle(const QString &title);
    void setDraft(const QString &text);
    void setThinkFirst(bool on);

    /// For Chats.
    bool isEmpty() const { return m_messages.count() == 0; }
    void setTokensTotal(int tokens) { m_meter.setTotal(tokens); }
    void setTakeRecording(std::function<QList<float>()> take) { m_takeRecording = std::move(take); }
    /// Asks for a count of the conversation with the draft, when the person pauses.
    void countSoon() { m_meter.countSoon(); }

    void onTextArrived(const TextBatch &batch) { m_run.takeText(batch); }
    void onProgressed(const AnswerProgress &progress) { m_run.takeProgress(progress); }
    void onAnswered(const AnswerResult &result);
    void onFailed(const Failure &failure);
    void onTranscriptProgressed(const AnswerProgress &progress);
    void onTranscribed(const Transcript &transcript) { m_dictation.takePiece(transcript); }
    void onTranscriptFailed(const Failure &failure) { m_dictation.fail(failure); }
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
    void keptRecordingChanged();
    /// The text of a recording; to be inserted at the caret.
    void transcribed(const QString &text);
    void notice(const QString &what, const QString &remedy);

    /// For Chats, which numbers these and hands them on to the engine.
    void asked(const alcove::app::Question &question);
    void transcriptAsked(const QList<float> &samples);
    void stopAsked();
    void countAsked(const alcove::app::Question &question);
    void messageSent();

private:
    struct Queued {
        bool exists = false;
        QString text{};
        QList<Attachment> attachments{};
    };

    void connectParts();
    void connectDictation();
    void sendMessage(const QString &text, const QList<Attachment> &attachments);
    void requestAnswer(int questionId);
    void startAnswer(int answerId, Question question);
    void sendQueued();
    void setQueued(Queued queued);
    void startDictation(const QList<float> &recording);
    void takeTranscript(const QString &text);
    void count();

    const int m_chatId;
    const ChatNeeds m_needs;
    QString m_title;
    MessageModel m_messages;
    AttachmentModel m_attachments;
    AnswerRun m_run;
    TokenMeter m_meter;
    Dictation m_dictation;
    bool m_isDictationLoading = false;
    qint64 m_dictationDone = 0;
    qint64 m_dictationTotal = 0;
    QString m_draft;
    bool m_thinkFirst = false;
    Queued m_queued;
    std::function<QList<float>()> m_takeRecording;
};

} // namespace alcove::app
