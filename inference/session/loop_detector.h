#pragma once

#include "inference/text/token.h"

#include <span>

namespace alcove::inference {

/// Whether the end of an answer is one stretch of at most 64 tokens said over and over: at least eight
/// times and for at least 256 tokens. Lists and tables repeat less strictly. Cheap enough for every token.
bool repeatsItself(std::span<const TokenId> tokens);

} // namespace alcove::inference
