#pragma once

#include "inference/cli/interrupt.h"
#include "inference/cli/loaded_model.h"
#include "inference/session/session.h"
#include "inference/text/message.h"

namespace alcove::inference {

/// What both ways of chatting work with.
struct Chat {
    LoadedModel model;
    Conversation conversation;
    AnswerSettings settings;
    Interrupt &interrupt;
    ProgressLine &progress;
};

/// Reads questions line by line from a person and prints answers; commands begin with "/".
[[nodiscard]] Result<void> chatOnTerminal(Chat &chat);

/// Reads one message object a line and writes one event object a line (design 4), until the input ends.
[[nodiscard]] Result<void> chatInJson(Chat &chat);

} // namespace alcove::inference
