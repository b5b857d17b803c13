#include "inference/cli/history.h"

#include <format>
#include <ranges>

namespace alcove::inference {

void nameCalls(std::vector<ToolCall> &calls, size_t firstNumber)
{
    for (size_t i = 0; i < calls.size(); ++i)
        calls[i].id = std::format("call_{}", firstNumber + i);
}

bool saidNothing(const Answer &answer)
{
    return answer.stopReason == StopReason::Cancelled && answer.tokens.empty();
}

void appendAnswer(Conversation &conversation, const Answer &answer)
{
    Message message{
        .role = Role::Assistant, .content = answer.text, .reasoning = answer.thinking.value_or("")};
    for (const ToolCall &call : answer.toolCalls) {
        if (call.arguments.is_object()) // else it could not be rendered
            message.toolCalls.push_back(call);
    }
    if (!answer.text.empty() && !message.toolCalls.empty()) {
        conversation.messages.push_back({.role = Role::Assistant, .content = answer.text});
        message.content = std::string();
    }
    conversation.messages.push_back(std::move(message));
}

size_t unansweredCalls(const Conversation &conversation)
{
    size_t results = 0;
    for (const Message &message : conversation.messages | std::views::reverse) {
        if (message.role != Role::Tool)
            return message.toolCalls.size() > results ? message.toolCalls.size() - results : 0;
        ++results;
    }
    return 0;
}

} // namespace alcove::inference
