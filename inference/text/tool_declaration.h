#pragma once

#include "inference/result.h"
#include "inference/text/message.h"
#include "inference/text/prompt_writer.h"

#include <optional>

namespace alcove::inference {

/// What is wrong with a declaration ({"type": "function", "function": {...}}); nothing if it can be written.
std::optional<Error> problemOfTool(const Json &tool);

/// One tool's declaration with its control tokens (spec 6.4). Schema keys that the format does not
/// know are left out; a type that is missing at the top is "object".
void writeDeclaration(PromptWriter &writer, const Json &tool);

} // namespace alcove::inference
