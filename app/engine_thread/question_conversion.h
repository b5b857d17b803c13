#pragma once

#include "app/engine_thread/messages.h"
#include "inference/result.h"
#include "inference/session/engine.h"
#include "inference/session/session.h"
#include "inference/text/message.h"

#include <vector>

/// The engine's values from the program's, and back.
namespace alcove::app {

inference::EngineOptions toEngineOptions(const ModelOptions &options);
inference::Conversation toConversation(const Question &question);
inference::AnswerSettings toAnswerSettings(const Question &question, const inference::ModelConfig &config);

/// The prompt of a question whose answer already begins with continueFrom. Fails if there are pictures
/// or sounds in it: the engine takes ids only without them.
inference::Result<std::vector<inference::TokenId>> continuedPrompt(
    const Question &question, const inference::Tokenizer &tokenizer);

AnswerResult toResult(const inference::Answer &answer, qint64 tokensHeld);
Ending toEnding(inference::StopReason reason);
Failure toFailure(const inference::Error &error);

} // namespace alcove::app
