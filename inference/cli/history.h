#pragma once

#include "inference/session/session.h"
#include "inference/text/message.h"

#include <cstddef>
#include <vector>

namespace alcove::inference {

/// Gives calls the names "call_1", "call_2" ... that results refer to; the model gives none.
void nameCalls(std::vector<ToolCall> &calls, size_t firstNumber);

/// Whether an answer was stopped before its first word. The question then leaves no trace either.
bool saidNothing(const Answer &answer);

/// Puts an answer into a conversation, ready for what comes next. Text that was said before a call
/// becomes a message of its own, since the format has no place for it (spec 6.10).
void appendAnswer(Conversation &conversation, const Answer &answer);

/// How many calls at the end of a conversation have no result yet.
size_t unansweredCalls(const Conversation &conversation);

} // namespace alcove::inference
