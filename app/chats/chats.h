#pragma once

#include "app/chats/chat_list_model.h"
#include "app/chats/chat_needs.h"
#include "app/chats/conversation.h"
#include "app/engine_thread/messages.h"

#include <QHash>
#include <QObject>
#include <QTimer>
#include <qqmlregistration.h>

#include <functional>
#include <memory>
#include <optional>
#include <unordered_map>

namespace alcove::app {

/// All chats of this run, kept in memory. GUI thread. Numbers the requests of its conversations, hands
/// them to the engine by signal, and gives each result to the conversation it belongs to, whatever is on
/// screen meanwhile.
class Chats : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Handed to Main.qml")

    Q_PROPERTY(alcove::app::ChatList *list READ list CONSTANT)
    /// Never null.
    Q_PROPERTY(alcove::app::Conversation *current READ current NOTIFY currentChanged)
    /// What undo would take back, as a sentence; empty: nothing.
    Q_PROPERTY(QString undoText READ undoText NOTIFY undoChanged)

public:
    explicit Chats(const ChatNeeds &needs, QObject *parent = nullptr);
    ~Chats() override;

    /// Opens an empty chat; it is listed from its first message on. There is one at most: with a draft
    /// in it, that one comes back.
    Q_INVOKABLE void newChat();
    Q_INVOKABLE void open(int chatId);
    /// An empty title changes nothing.
    Q_INVOKABLE void rename(int chatId, const QString &title);
    Q_INVOKABLE void setPinned(int chatId, bool pinned);
    /// To the bin; undo brings it back. Stops its answer.
    Q_INVOKABLE void remove(int chatId);
    Q_INVOKABLE void undo();
    /// The time for undo is over.
    Q_INVOKABLE void dismissUndo();
    /// In the order of the list, round and round.
    Q_INVOKABLE void openNext();
    Q_INVOKABLE void openPrevious();

    ChatList *list() { return &m_list; }
    Conversation *current() { return m_current; }
    QString undoText() const;

    /// Ends the recording and gives its samples (16 kHz, mono).
    void setTakeRecording(const std::function<QList<float>()> &take);

    /// From the engine; what belongs to nobody any more is dropped.
    void onTextArrived(const alcove::app::TextBatch &batch);
    void onProgressed(const alcove::app::AnswerProgress &progress);
    void onAnswered(const alcove::app::AnswerResult &result);
    void onTranscribed(const alcove::app::Transcript &transcript);
    void onFailed(qint64 requestId, const alcove::app::Failure &failure);
    void onCounted(const alcove::app::TokenCount &count);
    void setContextLength(int positions);

signals:
    void currentChanged();
    void undoChanged();

    /// For the engine.
    void asked(qint64 requestId, const alcove::app::Question &question);
    void transcriptAsked(qint64 requestId, const QList<float> &samples);
    void stopAsked(qint64 requestId);
    void countAsked(qint64 countId, const alcove::app::Question &question);

private:
    struct Request {
        enum class Kind { Answer, Transcript };
        Conversation *conversation = nullptr;
        Kind kind = Kind::Answer;
    };
    struct Binned {
        ChatEntry entry{};
        bool wasCurrent = false;
    };

    Conversation *create();
    void connectConversation(Conversation *conversation);
    Conversation *find(int chatId) const;
    qint64 number(Conversation *conversation, Request::Kind kind);
    void setCurrent(Conversation *conversation);
    void openNeighbour(int step);
    void listOrTouch(const Conversation *conversation);
    void showWork(const Conversation *conversation);
    void stopRequests(const Conversation *conversation);
    void watchMidnight();

    const ChatNeeds m_needs;
    ChatList m_list;
    std::unordered_map<int, std::unique_ptr<Conversation>> m_conversations; ///< the binned one, too
    Conversation *m_current = nullptr;
    Conversation *m_blank = nullptr; ///< the chat without messages, if there is one
    std::optional<Binned> m_bin;     ///< what undo brings back
    QHash<qint64, Request> m_requests;
    qint64 m_lastRequestId = 0;
    qint64 m_countId = 0; ///< of the newest count; older ones are dropped
    Conversation *m_counting = nullptr;
    int m_lastChatId = 0;
    int m_contextLength = 0;
    std::function<QList<float>()> m_takeRecording;
    QTimer m_midnight;
};

} // namespace alcove::app
