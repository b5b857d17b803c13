#pragma once

#include "inference/session/session.h"
#include "inference/text/message.h"

#include <string>

namespace alcove::inference {

/// What `ask --json` prints (design 4).
Json answerJson(const Answer &answer);
/// A call as message files write it, with "raw" beside it where it could not be read.
Json toolCallJson(const ToolCall &call);
/// One line; text that is no UTF-8 becomes U+FFFD instead of an exception.
std::string jsonLine(const Json &json);

} // namespace alcove::inference
