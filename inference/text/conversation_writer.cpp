#include "inference/text/conversation_writer.h"

#include "inference/text/structured_text.h"
#include "inference/text/tool_declaration.h"
#include "inference/text/utf8.h"

#include <string>
#include <variant>
#include <vector>

namespace alcove::inference {

namespace {

std::string_view roleName(Role role);
std::string_view toolNameOf(const Message &result, const Message &caller);
std::string textOf(const Content &content);
std::string withoutThoughts(std::string_view text);

} // namespace

ConversationWriter::ConversationWriter(const Conversation &conversation, const Tokenizer &tokenizer)
    : m_conversation(conversation)
    , m_writer(tokenizer)
{
    for (size_t i = 0; i < conversation.messages.size(); ++i) {
        if (conversation.messages[i].role == Role::User)
            m_afterLastUser = i + 1;
    }
}

Result<Prompt> ConversationWriter::write()
{
    m_writer.control(&ControlTokens::beginOfText);
    if (m_conversation.enableThinking || !m_conversation.tools.empty() || startsWithSystem())
        writeSystemTurn();
    for (size_t i = startsWithSystem() ? 1 : 0; i < m_conversation.messages.size(); ++i)
        writeMessage(i);
    m_writer.endStablePrefix();

    const bool startsInThought = m_conversation.addGenerationPrompt && writeGenerationPrompt();
    Result<Prompt> prompt = m_writer.finish();
    if (prompt)
        prompt->startsInThought = startsInThought;
    return prompt;
}

bool ConversationWriter::startsWithSystem() const
{
    return !m_conversation.messages.empty() && m_conversation.messages.front().role == Role::System;
}

/// Rule 2.
void ConversationWriter::writeSystemTurn()
{
    m_writer.control(&ControlTokens::openTurn);
    m_writer.text("system\n");
    if (m_conversation.enableThinking) {
        m_writer.control(&ControlTokens::think);
        m_writer.text("\n");
    }
    if (startsWithSystem())
        writeSystemText(m_conversation.messages.front().content);
    for (const Json &tool : m_conversation.tools)
        writeDeclaration(m_writer, tool);
    m_writer.control(&ControlTokens::closeTurn);
    m_writer.text("\n");
}

void ConversationWriter::writeSystemText(const Content &content)
{
    if (const auto *text = std::get_if<std::string>(&content)) {
        m_writer.text(trimmed(*text));
        return;
    }
    for (const Part &part : std::get<std::vector<Part>>(content)) {
        m_writer.text(trimmed(std::get<TextPart>(part).text));
        m_writer.text(" ");
    }
}

/// Rules 3 to 11. Results are written with the message that called for them.
void ConversationWriter::writeMessage(size_t index)
{
    const Message &message = m_conversation.messages[index];
    if (message.role == Role::Tool)
        return;
    m_last = Last::Text;
    const bool continuesTurn = message.role == Role::Assistant && roleBefore(index) == Role::Assistant;
    if (!continuesTurn) {
        m_writer.control(&ControlTokens::openTurn);
        m_writer.text(roleName(message.role));
        m_writer.text("\n");
    }
    if (message.role == Role::Assistant) {
        writeReasoning(index);
        writeCalls(message);
        writeResults(index);
    }
    endMessage(index, writeContent(index));
}

/// Rule 6: thoughts vanish from history with the next user message.
void ConversationWriter::writeReasoning(size_t index)
{
    const Message &message = m_conversation.messages[index];
    const bool kept =
        index >= m_afterLastUser || (m_conversation.preserveThinking && !message.toolCalls.empty());
    if (message.reasoning.empty() || !kept)
        return;
    m_writer.control(&ControlTokens::openChannel);
    m_writer.text("thought\n");
    m_writer.text(message.reasoning);
    m_writer.text("\n");
    m_writer.control(&ControlTokens::closeChannel);
}

/// Rule 8.
void ConversationWriter::writeCalls(const Message &message)
{
    for (const ToolCall &call : message.toolCalls) {
        m_writer.control(&ControlTokens::openToolCall);
        m_writer.text("call:");
        m_writer.text(call.name);
        m_writer.text("{");
        writePairs(m_writer, call.arguments, KeyStyle::Bare);
        m_writer.text("}");
        m_writer.control(&ControlTokens::closeToolCall);
        m_last = Last::Calls;
    }
}

/// Rule 9.
void ConversationWriter::writeResults(size_t caller)
{
    const std::vector<Message> &messages = m_conversation.messages;
    for (size_t i = caller + 1; i < messages.size() && messages[i].role == Role::Tool; ++i) {
        writeResult(i, toolNameOf(messages[i], messages[caller]));
        m_last = Last::Results;
    }
}

void ConversationWriter::writeResult(size_t index, std::string_view toolName)
{
    const Content &content = m_conversation.messages[index].content;
    const auto *parts = std::get_if<std::vector<Part>>(&content);
    m_writer.control(&ControlTokens::openToolResponse);
    m_writer.text("response:");
    m_writer.text(toolName);
    m_writer.text("{");
    if (const auto *object = std::get_if<Json>(&content)) {
        writePairs(m_writer, *object, KeyStyle::Bare);
    } else {
        m_writer.text("value:");
        m_writer.quoted(textOf(content));
    }
    m_writer.text("}");
    m_writer.control(&ControlTokens::closeToolResponse);
    for (size_t part = 0; parts && part < parts->size(); ++part)
        writeMedia(index, part);
}

/// Rules 4 and 5. Tells whether it is more than white space.
ConversationWriter::Written ConversationWriter::writeContent(size_t index)
{
    const Message &message = m_conversation.messages[index];
    if (const auto *text = std::get_if<std::string>(&message.content))
        return writeText(message.role, *text);

    Written written = Written::Nothing;
    const auto &parts = std::get<std::vector<Part>>(message.content);
    for (size_t part = 0; part < parts.size(); ++part) {
        if (const auto *textPart = std::get_if<TextPart>(&parts[part])) {
            if (writeText(message.role, textPart->text) == Written::Something)
                written = Written::Something;
            continue;
        }
        writeMedia(index, part);
        written = Written::Something;
    }
    return written;
}

ConversationWriter::Written ConversationWriter::writeText(Role role, std::string_view text)
{
    const std::string own = role == Role::Assistant ? withoutThoughts(text) : std::string(text);
    const std::string_view shown = trimmed(own);
    m_writer.text(shown);
    return shown.empty() ? Written::Nothing : Written::Something;
}

/// The placeholder of a picture or sound; nothing for text.
void ConversationWriter::writeMedia(size_t index, size_t part)
{
    using Kind = MediaSlot::Kind;
    const Part &media = std::get<std::vector<Part>>(m_conversation.messages[index].content)[part];
    if (std::holds_alternative<TextPart>(media))
        return;
    const Kind kind = std::holds_alternative<ImagePart>(media) ? Kind::Image : Kind::Audio;
    m_writer.media({.kind = kind, .message = index, .part = part});
}

/// Rules 3, 10 and 11.
void ConversationWriter::endMessage(size_t index, Written content)
{
    const Message &message = m_conversation.messages[index];
    const std::optional<Role> next = roleAfter(index);
    if (m_last == Last::Calls) {
        m_writer.control(&ControlTokens::openToolResponse);
        return;
    }
    const bool turnGoesOn = message.role == Role::Assistant && next == Role::Assistant;
    const bool modelIsToAnswer = m_last == Last::Results && content == Written::Nothing && !next;
    if (turnGoesOn || modelIsToAnswer)
        return;
    m_writer.control(&ControlTokens::closeTurn);
    m_writer.text("\n");
}

/// Rule 12. Tells whether it opened the thought channel and left it open.
bool ConversationWriter::writeGenerationPrompt()
{
    if (m_last == Last::Calls)
        return false;
    if (m_last == Last::Text) {
        m_writer.control(&ControlTokens::openTurn);
        m_writer.text("model\n");
    }
    const bool afterResults = m_last == Last::Results;
    if (afterResults != m_conversation.enableThinking)
        return false;
    m_writer.control(&ControlTokens::openChannel);
    m_writer.text("thought\n");
    if (afterResults)
        return true;
    m_writer.control(&ControlTokens::closeChannel);
    return false;
}

/// Tool messages do not count (rule 3); nor does the system turn at the start.
std::optional<Role> ConversationWriter::roleBefore(size_t index) const
{
    while (index > 0) {
        const Role role = m_conversation.messages[--index].role;
        if (role != Role::Tool)
            return role;
    }
    return std::nullopt;
}

std::optional<Role> ConversationWriter::roleAfter(size_t index) const
{
    while (++index < m_conversation.messages.size()) {
        const Role role = m_conversation.messages[index].role;
        if (role != Role::Tool)
            return role;
    }
    return std::nullopt;
}

namespace {

std::string_view roleName(Role role)
{
    switch (role) {
    case Role::System:
        return "system";
    case Role::User:
        return "user";
    case Role::Assistant:
        return "model";
    case Role::Tool:
        break;
    }
    return "tool";
}

/// Rule 9. Where neither has an id, a result's own name says more than the order of calls.
std::string_view toolNameOf(const Message &result, const Message &caller)
{
    std::string_view name = result.name.empty() ? std::string_view("unknown") : result.name;
    if (result.toolCallId.empty() && !result.name.empty())
        return name;
    for (const ToolCall &call : caller.toolCalls) {
        if (call.id == result.toolCallId)
            name = call.name;
    }
    return name;
}

/// All text of it, as it stands.
std::string textOf(const Content &content)
{
    if (const auto *whole = std::get_if<std::string>(&content))
        return *whole;
    std::string text;
    for (const Part &part : std::get<std::vector<Part>>(content)) {
        if (const auto *textPart = std::get_if<TextPart>(&part))
            text += textPart->text;
    }
    return text;
}

/// Rule 5. The strings that a model wrote as text mean thoughts here, as in the template.
std::string withoutThoughts(std::string_view text)
{
    constexpr std::string_view kOpen = "<|channel>";
    constexpr std::string_view kClose = "<channel|>";
    std::string rest;
    while (true) {
        const size_t end = text.find(kClose);
        const std::string_view piece = text.substr(0, end);
        rest += piece.substr(0, piece.find(kOpen));
        if (end == std::string_view::npos)
            return rest;
        text.remove_prefix(end + kClose.size());
    }
}

} // namespace

} // namespace alcove::inference
