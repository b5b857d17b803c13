#pragma once

#include "app/chats/message.h"

#include <unordered_map>
#include <vector>

namespace alcove::app {

/// All versions of a conversation. Every message may have several successors; one of them is chosen.
/// The chosen ones from the root on are what is shown. Nothing is ever removed: a version brings back
/// all that followed it. Ids passed in must exist, except to find.
class MessageTree {
public:
    MessageTree();

    /// Adds a message behind `parentId` (0: at the beginning) and chooses it. Gives its id.
    int add(int parentId, ChatMessage message);

    ChatMessage *find(int id); ///< null if there is none
    const ChatMessage *find(int id) const;
    int parentOf(int id) const; ///< 0 for a first message

    int version(int id) const; ///< 1-based, among the messages in its place
    int versionCount(int id) const;
    /// Chooses the neighbour `delta` versions away. Gives its id, or 0 if there is none.
    int choose(int id, int delta);

    /// Ids of the chosen messages in order.
    std::vector<int> path() const;
    /// Ids from the beginning to this one, that included.
    std::vector<int> pathTo(int id) const;

private:
    struct Node {
        ChatMessage message{};
        int parent = 0;
        std::vector<int> successors{};
        int chosen = -1; ///< index into successors
    };
    const std::vector<int> &versionsOf(int id) const;

    std::unordered_map<int, Node> m_nodes; ///< 0 is the root, which holds no message
    int m_lastId = 0;
};

} // namespace alcove::app
