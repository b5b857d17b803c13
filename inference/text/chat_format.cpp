#include "inference/text/chat_format.h"

#include "inference/text/conversation_writer.h"
#include "inference/text/structured_text.h"
#include "inference/text/tool_declaration.h"

#include <algorithm>
#include <format>
#include <optional>

namespace alcove::inference {

namespace {

std::optional<Error> problemOf(const Conversation &conversation);
std::optional<Error> problemOfContent(const Message &message, size_t index);
std::optional<Error> problemOfCalls(const Message &message, size_t index);
std::optional<Error> problemOfRole(const Message &message, size_t index, const Message *caller);

} // namespace

std::vector<TokenId> Prompt::placeholderIds(const ControlTokens &control) const
{
    std::vector<TokenId> ids;
    ids.reserve(tokens.size());
    for (const PromptToken &token : tokens) {
        if (const auto *slot = std::get_if<MediaSlot>(&token))
            ids.push_back(slot->kind == MediaSlot::Kind::Image ? control.image : control.audio);
        else
            ids.push_back(std::get<TokenId>(token));
    }
    return ids;
}

Result<Prompt> renderPrompt(const Conversation &conversation, const Tokenizer &tokenizer)
{
    if (std::optional<Error> problem = problemOf(conversation))
        return std::unexpected(std::move(*problem));
    return ConversationWriter(conversation, tokenizer).write();
}

namespace {

std::optional<Error> problemOf(const Conversation &conversation)
{
    for (size_t i = 0; i < conversation.tools.size(); ++i) {
        if (std::optional<Error> problem = problemOfTool(conversation.tools[i])) {
            problem->what = std::format("Tool {} cannot be declared. {}", i + 1, problem->what);
            return problem;
        }
    }
    const Message *caller = nullptr; // the last message that is no result
    for (size_t i = 0; i < conversation.messages.size(); ++i) {
        const Message &message = conversation.messages[i];
        std::optional<Error> problem = problemOfContent(message, i);
        if (!problem)
            problem = problemOfCalls(message, i);
        if (!problem)
            problem = problemOfRole(message, i, caller);
        if (problem)
            return problem;
        if (message.role != Role::Tool)
            caller = &message;
    }
    return std::nullopt;
}

std::optional<Error> problemOfContent(const Message &message, size_t index)
{
    if (const auto *json = std::get_if<Json>(&message.content)) {
        if (message.role != Role::Tool || !json->is_object()) {
            return Error{
                std::format("The content of message {} is neither text nor a list of parts.", index + 1),
                "Give it text; only the result of a tool may be an object."};
        }
        if (nestsTooDeep(*json)) {
            return Error{std::format("The result in message {} nests lists and objects more than {} times.",
                             index + 1, kDeepestJson),
                "Give the result as text."};
        }
    }
    const auto *parts = std::get_if<std::vector<Part>>(&message.content);
    const auto isText = [](const Part &part) { return std::holds_alternative<TextPart>(part); };
    if (parts && index == 0 && message.role == Role::System && !std::ranges::all_of(*parts, isText)) {
        return Error{"The system message holds a picture or sound, which the format has no place for.",
            "Put it into the first user message."};
    }
    return std::nullopt;
}

std::optional<Error> problemOfCalls(const Message &message, size_t index)
{
    if (!message.toolCalls.empty() && message.role != Role::Assistant) {
        return Error{std::format("Message {} calls tools, but it is not the model's.", index + 1),
            "Only a message of the role “assistant” can call tools."};
    }
    for (const ToolCall &call : message.toolCalls) {
        if (!call.arguments.is_object()) {
            return Error{std::format("The arguments of the call “{}” in message {} are no object.", call.name,
                             index + 1),
                "Give them as an object, {} if there are none, not as text."};
        }
        if (nestsTooDeep(call.arguments)) {
            return Error{std::format("The arguments of the call “{}” in message {} nest more than {} times.",
                             call.name, index + 1, kDeepestJson),
                "Pass simpler arguments."};
        }
    }
    return std::nullopt;
}

/// Results stand in the model's turn, right after the calls that asked for them (rule 9).
std::optional<Error> problemOfRole(const Message &message, size_t index, const Message *caller)
{
    if (message.role != Role::Tool || (caller && !caller->toolCalls.empty()))
        return std::nullopt;
    return Error{std::format("Message {} is the result of a tool, but no call stands before it.", index + 1),
        "Put it after the assistant's message whose “tool_calls” it answers."};
}

} // namespace

} // namespace alcove::inference
