#pragma once

#include "inference/result.h"
#include "inference/text/message.h"

#include <filesystem>
#include <vector>

namespace alcove::inference {

/// One entry of a message file. Usually one message; a model's message that carries its results
/// ("tool_responses") becomes several: itself and one for each result.
[[nodiscard]] Result<std::vector<Message>> messagesFromEntry(
    const Json &entry, const std::filesystem::path &folder);

} // namespace alcove::inference
