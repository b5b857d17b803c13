#pragma once

#include "inference/text/message.h"
#include "inference/text/token.h"
#include "inference/text/tokenizer.h"

#include <vector>

namespace alcove::inference {

/// Reads one call from the tokens between open and close (spec 6.6); `raw` is always filled,
/// `arguments` is null if the text is no call. Linear in the number of tokens; nesting bounded.
ToolCall parseToolCall(const std::vector<TokenId> &tokens, const Tokenizer &tokenizer);

} // namespace alcove::inference
