#pragma once

#include "inference/result.h"
#include "inference/text/message.h"

#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace alcove::inference {

/// How a conversation starts, as `ask` and `chat` take it.
struct ConversationOptions {
    std::string messages; ///< a message file; may be empty
    std::optional<std::string> system;
    bool think = false;
    int imageTokens = 0; ///< 0: the model's own
};

void addConversationOptions(CLI::App &parser, ConversationOptions &options);
void addImageTokens(CLI::App &parser, int &imageTokens);

/// The message file, if there is one, with the other options applied on top.
[[nodiscard]] Result<Conversation> startConversation(const ConversationOptions &options);

/// A question with its files: pictures before the text, sounds after it, as the model's authors advise.
Message questionWith(const std::string &text, const std::vector<std::string> &pictures,
    const std::vector<std::string> &sounds);

} // namespace alcove::inference
