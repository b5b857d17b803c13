#pragma once

#include "inference/result.h"
#include "inference/text/message.h"

#include <filesystem>

namespace alcove::inference {

/// Reads a message file (design 4): a list of messages, or an object with "messages" and options.
/// Relative paths of pictures and sounds start at the file's folder. Refuses with a sentence naming
/// the entry. Blocking; at most 16 MB, nesting bounded.
[[nodiscard]] Result<Conversation> readMessageFile(const std::filesystem::path &file);

/// The same for JSON that has been read (parseJson in json_text.h bounds what comes from outside).
/// Relative paths start at `folder`.
[[nodiscard]] Result<Conversation> conversationFromJson(
    const Json &json, const std::filesystem::path &folder);
[[nodiscard]] Result<Message> messageFromJson(const Json &json, const std::filesystem::path &folder);

} // namespace alcove::inference
