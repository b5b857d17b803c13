#pragma once

#include "inference/result.h"
#include "inference/text/chat_format.h"
#include "inference/text/tokenizer.h"

#include <string>
#include <string_view>

namespace alcove::inference {

/// Puts a prompt together from control tokens and text. Text between two control tokens is
/// tokenised as one piece and never becomes a control token, whoever wrote it (spec 6.8).
class PromptWriter {
public:
    /// The tokenizer must outlive it.
    explicit PromptWriter(const Tokenizer &tokenizer);

    void text(std::string_view text);
    void control(TokenId ControlTokens::*id);
    void media(const MediaSlot &slot);
    /// Text between two quote tokens, without escapes (spec 6.5).
    void quoted(std::string_view text);
    /// What follows is the generation prompt; it has to begin with a control token.
    void endStablePrefix();

    /// Fails if a control token was written that the vocabulary lacks.
    [[nodiscard]] Result<Prompt> finish();

private:
    void endSegment();
    void showControl(TokenId ControlTokens::*id);

    const Tokenizer &m_tokenizer;
    Prompt m_prompt;
    std::string m_segment; ///< text since the last control token
    std::string_view m_missing;
};

} // namespace alcove::inference
