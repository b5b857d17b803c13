#include "app/chats/chat_list_model.h"

#include <algorithm>

namespace alcove::app {

namespace {

bool comesBefore(const ChatEntry &left, const ChatEntry &right)
{
    if (left.pinned != right.pinned)
        return left.pinned;
    if (left.lastUsed != right.lastUsed)
        return left.lastUsed > right.lastUsed;
    return left.chatId > right.chatId;
}

} // namespace

ChatList::ChatList(QObject *parent) : QAbstractListModel(parent) {}

int ChatList::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : count();
}

QVariant ChatList::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const ChatEntry &entry = m_entries[size_t(index.row())];
    switch (role) {
    case ChatIdRole:
        return entry.chatId;
    case Qt::DisplayRole:
    case TitleRole:
        return entry.title;
    case SectionRole:
        return sectionOf(entry);
    case PinnedRole:
        return entry.pinned;
    case WritingRole:
        return entry.writing;
    case WaitingRole:
        return entry.waiting;
    default:
        return {};
    }
}

QHash<int, QByteArray> ChatList::roleNames() const
{
    return {
        {ChatIdRole, "chatId"},
        {TitleRole, "title"},
        {SectionRole, "section"},
        {PinnedRole, "pinned"},
        {WritingRole, "writing"},
        {WaitingRole, "waiting"},
    };
}

QString ChatList::sectionOf(const ChatEntry &entry) const
{
    if (entry.pinned)
        return tr("Pinned");
    const qint64 daysAgo = entry.lastUsed.date().daysTo(m_today);
    if (daysAgo <= 0)
        return tr("Today");
    if (daysAgo == 1)
        return tr("Yesterday");
    return daysAgo <= 7 ? tr("Last 7 days") : tr("Older");
}

void ChatList::insert(const ChatEntry &entry)
{
    const auto place = std::ranges::lower_bound(m_entries, entry, comesBefore);
    const int row = int(place - m_entries.begin());
    beginInsertRows({}, row, row);
    m_entries.insert(place, entry);
    endInsertRows();
    emit countChanged();
}

void ChatList::remove(int chatId)
{
    const int row = rowOf(chatId);
    if (row < 0)
        return;
    beginRemoveRows({}, row, row);
    m_entries.erase(m_entries.begin() + row);
    endRemoveRows();
    emit countChanged();
}

void ChatList::setTitle(int chatId, const QString &title)
{
    const int row = rowOf(chatId);
    if (row < 0 || std::exchange(m_entries[size_t(row)].title, title) == title)
        return;
    changed(row, {TitleRole});
}

void ChatList::setPinned(int chatId, bool pinned)
{
    const int row = rowOf(chatId);
    if (row < 0 || std::exchange(m_entries[size_t(row)].pinned, pinned) == pinned)
        return;
    changed(reposition(row), {PinnedRole, SectionRole});
}

void ChatList::setWork(int chatId, bool writing, bool waiting)
{
    const int row = rowOf(chatId);
    if (row < 0)
        return;
    ChatEntry &entry = m_entries[size_t(row)];
    QList<int> roles;
    if (std::exchange(entry.writing, writing) != writing)
        roles.append(WritingRole);
    if (std::exchange(entry.waiting, waiting) != waiting)
        roles.append(WaitingRole);
    if (!roles.isEmpty())
        changed(row, roles);
}

void ChatList::setLastUsed(int chatId, const QDateTime &time)
{
    const int row = rowOf(chatId);
    if (row < 0)
        return;
    m_entries[size_t(row)].lastUsed = time;
    changed(reposition(row), {SectionRole});
}

void ChatList::setToday(const QDate &today)
{
    if (std::exchange(m_today, today) == today || m_entries.empty())
        return;
    emit dataChanged(index(0), index(count() - 1), {SectionRole});
}

const ChatEntry *ChatList::find(int chatId) const
{
    const int row = rowOf(chatId);
    return row < 0 ? nullptr : &m_entries[size_t(row)];
}

int ChatList::rowOf(int chatId) const
{
    const auto found = std::ranges::find(m_entries, chatId, &ChatEntry::chatId);
    return found == m_entries.end() ? -1 : int(found - m_entries.begin());
}

/// Moves one entry whose order changed among the others, which are in order. Gives its new row.
int ChatList::reposition(int row)
{
    const ChatEntry entry = m_entries[size_t(row)];
    const auto precedes = [&entry](const ChatEntry &other) { return comesBefore(other, entry); };
    const int place = int(std::ranges::count_if(m_entries, precedes));
    if (place == row)
        return row;
    beginMoveRows({}, row, row, {}, place > row ? place + 1 : place);
    m_entries.erase(m_entries.begin() + row);
    m_entries.insert(m_entries.begin() + place, entry);
    endMoveRows();
    return place;
}

void ChatList::changed(int row, const QList<int> &roles)
{
    emit dataChanged(index(row), index(row), roles);
}

} // namespace alcove::app
