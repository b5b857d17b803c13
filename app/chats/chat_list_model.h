#pragma once

#include <QAbstractListModel>
#include <QDateTime>
#include <QString>
#include <qqmlregistration.h>

#include <vector>

namespace alcove::app {

/// What the sidebar shows of a chat.
struct ChatEntry {
    int chatId = 0;
    QString title{};
    QDateTime lastUsed{};
    bool pinned = false;
    bool writing = false;
    bool waiting = false;
};

/// Chats that hold a message: pinned ones first, then the newest. GUI thread.
class ChatList : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("A part of Chats")

    Q_PROPERTY(int count READ count NOTIFY countChanged)

public:
    enum Role {
        ChatIdRole = Qt::UserRole + 1, ///< int
        TitleRole,                     ///< string
        SectionRole,                   ///< string: Pinned, Today, Yesterday, Last 7 days, Older; translated
        PinnedRole,                    ///< bool
        WritingRole,                   ///< bool: an answer is being written
        WaitingRole,                   ///< bool: an answer waits for another chat's
    };

    explicit ChatList(QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;
    int count() const { return int(m_entries.size()); }

    void insert(const ChatEntry &entry);
    void remove(int chatId);
    void setTitle(int chatId, const QString &title);
    void setPinned(int chatId, bool pinned);
    void setWork(int chatId, bool writing, bool waiting);
    /// Moves the chat to its new place.
    void setLastUsed(int chatId, const QDateTime &time);
    /// Sections depend on the day; called when it changes.
    void setToday(const QDate &today);

    const ChatEntry *find(int chatId) const;
    int rowOf(int chatId) const; ///< -1 if not listed
    int chatAt(int row) const { return m_entries[size_t(row)].chatId; }

signals:
    void countChanged();

private:
    int reposition(int row);
    void changed(int row, const QList<int> &roles);
    QString sectionOf(const ChatEntry &entry) const;

    std::vector<ChatEntry> m_entries;
    QDate m_today = QDate::currentDate();
};

} // namespace alcove::app
