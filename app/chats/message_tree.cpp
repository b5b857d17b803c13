#include "app/chats/message_tree.h"

#include <algorithm>

namespace alcove::app {

MessageTree::MessageTree()
{
    m_nodes.emplace(0, Node{});
}

int MessageTree::add(int parentId, ChatMessage message)
{
    Node &parent = m_nodes.at(parentId);
    message.id = ++m_lastId;
    parent.chosen = int(parent.successors.size());
    parent.successors.push_back(message.id);
    m_nodes.emplace(m_lastId, Node{.message = std::move(message), .parent = parentId});
    return m_lastId;
}

ChatMessage *MessageTree::find(int id)
{
    const auto found = m_nodes.find(id);
    return id == 0 || found == m_nodes.end() ? nullptr : &found->second.message;
}

const ChatMessage *MessageTree::find(int id) const
{
    return const_cast<MessageTree *>(this)->find(id);
}

int MessageTree::parentOf(int id) const
{
    return m_nodes.at(id).parent;
}

const std::vector<int> &MessageTree::versionsOf(int id) const
{
    return m_nodes.at(parentOf(id)).successors;
}

int MessageTree::version(int id) const
{
    const std::vector<int> &versions = versionsOf(id);
    return int(std::ranges::find(versions, id) - versions.begin()) + 1;
}

int MessageTree::versionCount(int id) const
{
    return int(versionsOf(id).size());
}

int MessageTree::choose(int id, int delta)
{
    Node &parent = m_nodes.at(parentOf(id));
    const qint64 index = qint64(version(id)) - 1 + delta;
    if (index < 0 || index >= qint64(parent.successors.size()))
        return 0;
    parent.chosen = int(index);
    return parent.successors[size_t(index)];
}

std::vector<int> MessageTree::path() const
{
    std::vector<int> ids;
    for (const Node *node = &m_nodes.at(0); node->chosen >= 0; node = &m_nodes.at(ids.back()))
        ids.push_back(node->successors[size_t(node->chosen)]);
    return ids;
}

std::vector<int> MessageTree::pathTo(int id) const
{
    std::vector<int> ids;
    for (int at = id; at != 0; at = parentOf(at))
        ids.push_back(at);
    std::ranges::reverse(ids);
    return ids;
}

} // namespace alcove::app
