#include "inference/cli/conversation_options.h"

#include "inference/text/message_file.h"
#include "inference/text/utf8.h"

#include <CLI/CLI.hpp>

namespace alcove::inference {

namespace {

void setSystemText(Conversation &conversation, std::string text);

} // namespace

void addConversationOptions(CLI::App &parser, ConversationOptions &options)
{
    parser.add_option("--system", options.system, "What the model is told before everything else")
        ->option_text("TEXT")
        ->group("Conversation");
    parser.add_flag("--think", options.think, "Let the model think before it answers")->group("Conversation");
    parser.add_option("--messages", options.messages, "A conversation to go on from, as a JSON message file")
        ->option_text("FILE")
        ->group("Conversation");
    addImageTokens(parser, options.imageTokens);
}

void addImageTokens(CLI::App &parser, int &imageTokens)
{
    parser
        .add_option("--image-tokens", imageTokens,
            "How finely pictures are seen: 70, 140, 280, 560 or 1120 (default: the model's own, 280 for "
            "Gemma 4 12B)")
        ->check(CLI::IsMember({70, 140, 280, 560, 1120}))
        ->option_text("N")
        ->group("Conversation");
}

Result<Conversation> startConversation(const ConversationOptions &options)
{
    Conversation conversation;
    if (!options.messages.empty()) {
        Result<Conversation> read = readMessageFile(options.messages);
        if (!read)
            return read;
        conversation = std::move(*read);
    }
    if (options.system)
        setSystemText(conversation, validUtf8(*options.system));
    if (options.think)
        conversation.enableThinking = true;
    if (options.imageTokens != 0)
        conversation.imageTokens = options.imageTokens;
    return conversation;
}

Message questionWith(
    const std::string &text, const std::vector<std::string> &pictures, const std::vector<std::string> &sounds)
{
    if (pictures.empty() && sounds.empty())
        return {.role = Role::User, .content = validUtf8(text)};
    std::vector<Part> parts;
    for (const std::string &path : pictures)
        parts.emplace_back(ImagePart{.path = path, .encoded = {}});
    if (!text.empty())
        parts.emplace_back(TextPart{.text = validUtf8(text)});
    for (const std::string &path : sounds)
        parts.emplace_back(AudioPart{.path = path, .samples = {}});
    return {.role = Role::User, .content = std::move(parts)};
}

namespace {

void setSystemText(Conversation &conversation, std::string text)
{
    std::vector<Message> &messages = conversation.messages;
    if (messages.empty() || messages.front().role != Role::System)
        messages.insert(messages.begin(), Message{.role = Role::System});
    messages.front().content = std::move(text);
}

} // namespace

} // namespace alcove::inference
