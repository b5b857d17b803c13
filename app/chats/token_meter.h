#pragma once

#include "app/chats/chat_needs.h"
#include "app/chats/message_tree.h"
#include "app/engine_thread/messages.h"

#include <QObject>
#include <QTimer>

#include <vector>

namespace alcove::app {

/// How much of the context a conversation takes, by the engine's own count. GUI thread. Texts are
/// counted by the engine; what pictures and sounds take follows from their size.
class TokenMeter : public QObject {
    Q_OBJECT

public:
    explicit TokenMeter(const ChatNeeds &needs, QObject *parent = nullptr);

    int held() const { return m_held; }
    int total() const { return m_total; }
    void setHeld(int tokens);
    void setTotal(int tokens);

    /// Asks for a count when nothing changed for a moment: emits due.
    void countSoon();
    /// Counts what is shown with what is being written behind it.
    void count(const MessageTree &tree, int lastId, const QString &draft,
        const QList<Attachment> &attachments, bool thinkFirst);
    void takeCount(int tokens);

signals:
    void changed();
    void due();
    void countAsked(const alcove::app::Question &question);

private:
    int mediaTokens(const QList<Attachment> &attachments) const;

    const ChatNeeds m_needs;
    int m_held = 0;
    int m_total = 0;
    int m_countedMedia = 0; ///< belongs to the count that is under way
    QTimer m_pause;
};

} // namespace alcove::app
