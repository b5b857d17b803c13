#pragma once

#include "inference/text/message.h"
#include "inference/text/token.h"
#include "inference/text/tokenizer.h"
#include "inference/text/tool_call_parser.h"
#include "inference/text/utf8.h"

#include <string>
#include <string_view>
#include <vector>

namespace alcove::inference {

/// What one token added to an answer.
struct AnswerDelta {
    std::string text;
    std::string thinking;
    std::vector<ToolCall> toolCalls; ///< calls that this token completed
};

/// Splits a model's tokens into text, thought and calls while they stream (spec 6.6).
/// Gives whole characters only; a thought without the channel's name and without the line feed that
/// the format puts at its end, so that it can go back into Message::reasoning as it is.
/// Not thread-safe; one object an answer. The tokenizer must outlive it.
class AnswerParser {
public:
    enum class Start { InText, InThought };
    AnswerParser(const Tokenizer &tokenizer, Start start);

    /// Stop ids are not to be pushed.
    AnswerDelta push(TokenId id);
    /// What was held back: half characters, a call that never closed (as raw text in a ToolCall).
    AnswerDelta finish();
    /// True while inside a thought; after finish(): the thought never closed.
    bool inThought() const { return m_inThought; }

private:
    void pushControl(TokenId id, AnswerDelta &delta);
    void pushIntoCall(TokenId id, AnswerDelta &delta);
    void giveUpCall(AnswerDelta &delta);
    void enterChannel(AnswerDelta &delta);
    void leaveChannel(AnswerDelta &delta);
    void write(std::string_view text, AnswerDelta &delta);
    void writeName(std::string_view text, AnswerDelta &delta);
    void endName(AnswerDelta &delta);
    void writeThought(std::string_view text, AnswerDelta &delta);

    const Tokenizer &m_tokenizer;
    Utf8Assembler m_utf8;
    bool m_inThought = false;
    bool m_inChannelName = false;
    bool m_inCall = false;
    bool m_holdsLineFeed = false; ///< of a thought: written when more follows
    std::string m_channelName;
    std::vector<TokenId> m_callTokens;
};

} // namespace alcove::inference
