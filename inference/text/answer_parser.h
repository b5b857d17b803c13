#pragma once

#include "inference/text/message.h"
#include "inference/text/token.h"
#include "inference/text/tokenizer.h"
#include "inference/text/utf8.h"

#include <string>
#include <vector>

namespace alcove::inference {

/// What one token added to an answer.
struct AnswerDelta {
    std::string text;
    std::string thinking;
    std::vector<ToolCall> toolCalls; ///< calls that this token completed
};

/// Splits a model's tokens into text, thought and calls while they stream (spec 6.6).
/// Gives whole characters only. Not thread-safe; one object an answer. The tokenizer must outlive it.
class AnswerParser {
public:
    enum class Start { InText, InThought };
    AnswerParser(const Tokenizer &tokenizer, Start start);

    /// Stop ids are not to be pushed.
    AnswerDelta push(TokenId id);
    /// What was held back: half characters, a call that never closed (as raw text in a ToolCall).
    AnswerDelta finish();
    /// True while inside a thought.
    bool inThought() const { return m_inThought; }

private:
    const Tokenizer &m_tokenizer;
    Utf8Assembler m_utf8;
    bool m_inThought = false;
    bool m_inChannelName = false;
    bool m_inCall = false;
    std::string m_channelName;
    std::vector<TokenId> m_callTokens;
};

/// Reads one call from the tokens between open and close; `raw` is always filled,
/// `arguments` is null if the text is no call.
ToolCall parseToolCall(const std::vector<TokenId> &tokens, const Tokenizer &tokenizer);

} // namespace alcove::inference
