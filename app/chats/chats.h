#pragma once

#include "app/chats/chat_list_model.h"
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

class CodeHighlighter;
class PictureDecoder;
class Settings;

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
    /// What chats need of the program; not owned, must outlive them.
    struct Needs {
        const Settings *settings = nullptr;
        PictureDecoder *decoder = nullptr;
        const CodeHighlighter *highlighter = nullptr; ///< may be null
    };
    explicit Chats(const Needs &needs, QObject *parent = nullptr);
    ~Chats() override;

    /// Opens an empty chat; it is listed from its first message on.
    Q_INVOKABLE void newChat();
    Q_INVOKABLE void open(int chatId);
    Q_INVOKABLE void rename(int chatId, const QString &title);
    Q_INVOKABLE void setPinned(int chatId, bool pinned);
    /// To the bin; undo brings it back. Stops its answer.
    Q_INVOKABLE void remove(int chatId);
    Q_INVOKABLE void undo();
    /// The time for undo is over.
    Q_INVOKABLE void dismissUndo();
    Q_INVOKABLE void openNext();
    Q_INVOKABLE void openPrevious();

    ChatList *list() { return &m_list; }
    Conversation *current() { return m_current; }
    QString undoText() const;

    /// Gives the samples of the recorder (16 kHz, mono) and ends the recording.
    void setTakeRecording(const std::function<QList<float>()> &take);

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

    void asked(qint64 requestId, const alcove::app::Question &question);
    void transcriptAsked(qint64 requestId, const QList<float> &samples);
    void stopAsked(qint64 requestId);
    void countAsked(qint64 countId, const alcove::app::Question &question);

private:
    struct Binned {
        ChatEntry entry;
        bool wasCurrent = false;
    };

    Conversation *create();
    void connectConversation(Conversation *conversation);
    Conversation *find(int chatId) const;
    Conversation *ofRequest(qint64 requestId) const;
    void setCurrent(Conversation *conversation);
    void openNeighbour(int step);
    void touch(Conversation *conversation);
    void showWork(Conversation *conversation);
    void stopRequests(Conversation *conversation);
    void dropUnusedCurrent();

    Needs m_needs;
    ChatList m_list;
    std::unordered_map<int, std::unique_ptr<Conversation>> m_conversations; ///< the bin's, too
    Conversation *m_current = nullptr;
    QHash<qint64, Conversation *> m_requests;
    qint64 m_countId = 0;
    Conversation *m_counting = nullptr;
    std::optional<Binned> m_bin; ///< what undo brings back
    int m_lastChatId = 0;
    qint64 m_lastRequestId = 0;
    int m_contextLength = 0;
    std::function<QList<float>()> m_takeRecording;
    QTimer m_midnight;
};

} // namespace alcove::app
