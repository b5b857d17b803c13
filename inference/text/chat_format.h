#pragma once

#include "inference/result.h"
#include "inference/text/message.h"
#include "inference/text/token.h"
#include "inference/text/tokenizer.h"

#include <string>
#include <variant>
#include <vector>

namespace alcove::inference {

/// Where a picture or sound stands in a prompt: which part of which message.
struct MediaSlot {
    enum class Kind { Image, Audio };
    Kind kind = Kind::Image;
    size_t message = 0; ///< index into Conversation::messages
    size_t part = 0;    ///< index into that message's parts
};

/// One token of a prompt: an id, or the place of a picture or sound that becomes several.
using PromptToken = std::variant<TokenId, MediaSlot>;

/// A conversation in the model's format (spec 6.3).
struct Prompt {
    std::string text;                ///< the exact string, placeholders unexpanded
    std::vector<PromptToken> tokens; ///< roles and controls by structure, text through the tokenizer (6.8)
    bool startsInThought = false;    ///< the prompt itself opened the thought channel (6.6)
    size_t stablePrefix = 0;         ///< tokens before the generation prompt: what the next turn will share

    /// Ids with one placeholder token for every picture and sound, as `render` prints them.
    std::vector<TokenId> placeholderIds(const ControlTokens &control) const;
};

/// Fails if the conversation cannot be represented: a call whose arguments are no object, an
/// undeclared role order, a control token that the vocabulary lacks.
[[nodiscard]] Result<Prompt> renderPrompt(const Conversation &conversation, const Tokenizer &tokenizer);

} // namespace alcove::inference
