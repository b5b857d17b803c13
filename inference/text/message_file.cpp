#include "inference/text/message_file.h"

#include "inference/formats/quoted.h"
#include "inference/text/json_text.h"
#include "inference/text/message_json.h"
#include "inference/text/tool_declaration.h"

#include <algorithm>
#include <array>
#include <format>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>

namespace alcove::inference {

namespace {

constexpr size_t kMostBytes = size_t(16) << 20;
constexpr std::array kImageTokens = {70, 140, 280, 560, 1120}; // spec 3

struct Switch {
    const char *key;
    bool Conversation::*value;
};
constexpr std::array kSwitches = {
    Switch{"enable_thinking", &Conversation::enableThinking},
    Switch{"add_generation_prompt", &Conversation::addGenerationPrompt},
    Switch{"preserve_thinking", &Conversation::preserveThinking},
};

Result<std::string> readFile(const std::filesystem::path &file);
std::optional<Error> readMessages(
    const Json &list, const std::filesystem::path &folder, Conversation &conversation);
std::optional<Error> readTools(const Json &list, Conversation &conversation);
std::optional<Error> readOptions(const Json &object, Conversation &conversation);
std::optional<Error> readOption(const std::string &key, const Json &value, Conversation &conversation);

} // namespace

Result<Conversation> readMessageFile(const std::filesystem::path &file)
{
    const Result<std::string> text = readFile(file);
    if (!text)
        return std::unexpected(text.error());
    const Result<Json> json = parseJson(*text);
    Result<Conversation> conversation =
        json ? conversationFromJson(*json, file.parent_path()) : std::unexpected(json.error());
    if (!conversation)
        conversation.error().what = std::format("{}: {}", quotedPath(file), conversation.error().what);
    return conversation;
}

Result<Conversation> conversationFromJson(const Json &json, const std::filesystem::path &folder)
{
    const Json *messages = &json;
    if (json.is_object()) {
        const auto found = json.find("messages");
        messages = found == json.end() ? nullptr : &*found;
    }
    if (!messages || !messages->is_array() || messages->empty()) {
        return failure("There is no list of messages.",
            R"(Write [{"role": "user", "content": "..."}], or an object with such a list as "messages".)");
    }
    Conversation conversation;
    std::optional<Error> error = json.is_object() ? readOptions(json, conversation) : std::nullopt;
    if (!error)
        error = readMessages(*messages, folder, conversation);
    if (error)
        return std::unexpected(std::move(*error));
    return conversation;
}

Result<Message> messageFromJson(const Json &json, const std::filesystem::path &folder)
{
    Result<std::vector<Message>> messages = messagesFromEntry(json, folder);
    if (!messages)
        return std::unexpected(std::move(messages.error()));
    if (messages->size() > 1) {
        return failure("The message has “tool_responses”.",
            "Send every result as a message of its own with the role “tool”.");
    }
    return std::move(messages->front());
}

namespace {

/// Read as a stream, so that pipes work as well.
Result<std::string> readFile(const std::filesystem::path &file)
{
    std::error_code code;
    std::ifstream stream(file, std::ios::binary);
    if (!stream || std::filesystem::is_directory(file, code)) {
        return failure(std::format("The message file {} cannot be opened.", quotedName(file.native())),
            "Check its name and whether you may read it.");
    }
    std::string text(kMostBytes + 1, '\0');
    stream.read(text.data(), std::streamsize(text.size()));
    text.resize(size_t(stream.gcount()));
    if (stream.bad()) {
        return failure(std::format("The message file {} cannot be read to its end.", quotedPath(file)),
            "Check the disk, or copy the file.");
    }
    if (text.size() > kMostBytes) {
        return failure(
            std::format("The message file {} is larger than {} MB.", quotedPath(file), kMostBytes >> 20),
            "No model can read that much at once; make it shorter.");
    }
    return text;
}

std::optional<Error> readMessages(
    const Json &list, const std::filesystem::path &folder, Conversation &conversation)
{
    for (size_t i = 0; i < list.size(); ++i) {
        Result<std::vector<Message>> messages = messagesFromEntry(list[i], folder);
        if (!messages) {
            messages.error().what = std::format("Message {}: {}", i + 1, messages.error().what);
            return std::move(messages.error());
        }
        std::ranges::move(*messages, std::back_inserter(conversation.messages));
    }
    return std::nullopt;
}

std::optional<Error> readOptions(const Json &object, Conversation &conversation)
{
    for (const auto &[key, value] : object.get_ref<const Json::object_t &>()) {
        if (key == "messages" || value.is_null())
            continue;
        if (std::optional<Error> error = readOption(key, value, conversation))
            return error;
    }
    return std::nullopt;
}

std::optional<Error> readOption(const std::string &key, const Json &value, Conversation &conversation)
{
    if (key == "tools")
        return readTools(value, conversation);
    if (key == "image_tokens") {
        const auto known =
            std::ranges::find_if(kImageTokens, [&value](int tokens) { return value == tokens; });
        if (known == kImageTokens.end()) {
            return Error{"“image_tokens” is not one of the sizes that the model knows.",
                "Use 70, 140, 280, 560 or 1120."};
        }
        conversation.imageTokens = *known;
        return std::nullopt;
    }
    const auto found =
        std::ranges::find_if(kSwitches, [&key](const Switch &entry) { return key == entry.key; });
    if (found == kSwitches.end()) {
        return Error{std::format("The option {} is unknown.", quotedName(key)),
            "Beside “messages” there are “tools”, “enable_thinking”, “add_generation_prompt”, "
            "“preserve_thinking” and “image_tokens”."};
    }
    if (!value.is_boolean())
        return Error{std::format("“{}” is neither true nor false.", key), "Use true or false."};
    conversation.*found->value = value.get<bool>();
    return std::nullopt;
}

std::optional<Error> readTools(const Json &list, Conversation &conversation)
{
    if (!list.is_array())
        return Error{"“tools” is no list.", "Give a list of declarations."};
    for (size_t i = 0; i < list.size(); ++i) {
        if (std::optional<Error> error = problemOfTool(list[i])) {
            error->what = std::format("Tool {}: {}", i + 1, error->what);
            return error;
        }
        conversation.tools.push_back(list[i]);
    }
    return std::nullopt;
}

} // namespace

} // namespace alcove::inference
