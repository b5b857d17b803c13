#pragma once

#include "inference/text/token.h"

#include <optional>
#include <string_view>
#include <vector>

namespace alcove::inference {

/// Ids as people write them: separated by commas, spaces or line ends, with or without brackets.
/// Nothing if there is something else between them, or a number is no id.
std::optional<std::vector<TokenId>> parseTokens(std::string_view text);

} // namespace alcove::inference
