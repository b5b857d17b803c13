#pragma once

#include "app/engine_thread/messages.h"
#include "inference/result.h"
#include "inference/session/engine.h"
#include "inference/text/message.h"

namespace alcove::app {

inference::Conversation toConversation(const Question &question);
inference::EngineOptions toEngineOptions(const ModelOptions &options);
Failure toFailure(const inference::Error &error);
bool holdsMedia(const Question &question);

} // namespace alcove::app
