#pragma once

#include "app/engine_thread/messages.h"
#include "inference/result.h"
#include "inference/session/engine.h"
#include "inference/session/session.h"
#include "inference/text/chat_format.h"
#include "inference/text/message.h"

/// The engine's values from the program's, and back.
namespace alcove::app {

/// Of the session that writes recordings down. The longest piece is 30 s (voice): 750 tokens of sound, 272
/// of text, the instruction.
constexpr int kRecordingContext = 1280;

inference::EngineOptions toEngineOptions(const ModelOptions &options);
inference::Conversation toConversation(const Question &question);
inference::AnswerSettings toAnswerSettings(const Question &question, const inference::ModelConfig &config);

/// The prompt of a question, with what its answer already begins with (continueFrom).
inference::Result<inference::Prompt> promptOf(const Question &question,
    const inference::Conversation &conversation, const inference::Tokenizer &tokenizer);

AnswerResult toResult(const inference::Answer &answer, qint64 tokensHeld);
LoadStage toLoadStage(inference::LoadStage stage);
Ending toEnding(inference::StopReason reason);
Failure toFailure(const inference::Error &error);

} // namespace alcove::app
