#include "inference/text/message_json.h"

#include "inference/formats/quoted.h"

#include <algorithm>
#include <format>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>

namespace alcove::inference {

namespace {

constexpr size_t kMostCalls = 256;

/// One entry as it is read: the first problem ends the reading.
class EntryReader {
public:
    EntryReader(const Json &entry, const std::filesystem::path &folder);

    [[nodiscard]] Result<std::vector<Message>> read();

private:
    bool fail(std::string what, std::string remedy);
    const Json *member(const Json &object, const char *key) const;
    bool readText(const Json &object, const char *key, std::string &text);

    bool readRole();
    bool readReasoning();
    bool readContent();
    bool readParts(const Json &list);
    bool readPart(const Json &json, std::vector<Part> &parts);
    bool readPath(const Json &json, std::filesystem::path &path);
    bool readCalls();
    bool readCall(const Json &json);
    bool readResponses();
    bool readResponse(const Json &json);

    const Json &m_entry;
    const std::filesystem::path &m_folder;
    Message m_message;
    std::vector<Message> m_responses;
    Error m_error;
};

std::optional<Role> roleNamed(std::string_view name);
std::string_view kindOf(const Json &json);

} // namespace

Result<std::vector<Message>> messagesFromEntry(const Json &entry, const std::filesystem::path &folder)
{
    return EntryReader(entry, folder).read();
}

namespace {

EntryReader::EntryReader(const Json &entry, const std::filesystem::path &folder)
    : m_entry(entry)
    , m_folder(folder)
{}

Result<std::vector<Message>> EntryReader::read()
{
    const bool good = readRole() && readReasoning() && readCalls() && readContent() && readResponses() &&
                      readText(m_entry, "tool_call_id", m_message.toolCallId) &&
                      readText(m_entry, "name", m_message.name);
    if (!good)
        return std::unexpected(std::move(m_error));
    std::vector<Message> messages;
    messages.push_back(std::move(m_message));
    std::ranges::move(m_responses, std::back_inserter(messages));
    return messages;
}

bool EntryReader::fail(std::string what, std::string remedy)
{
    m_error = {std::move(what), std::move(remedy)};
    return false;
}

/// Null if there is none; JSON's null counts as none.
const Json *EntryReader::member(const Json &object, const char *key) const
{
    const auto found = object.find(key);
    return found == object.end() || found->is_null() ? nullptr : &*found;
}

/// Leaves the text empty if the key is missing.
bool EntryReader::readText(const Json &object, const char *key, std::string &text)
{
    const Json *value = member(object, key);
    if (!value)
        return true;
    if (!value->is_string())
        return fail(std::format("“{}” is {}.", key, kindOf(*value)), std::format("Give “{}” as text.", key));
    text = value->get<std::string>();
    return true;
}

bool EntryReader::readRole()
{
    constexpr std::string_view kRemedy = "Use “system”, “user”, “assistant” or “tool”.";
    if (!m_entry.is_object()) {
        return fail(std::format("It is {}.", kindOf(m_entry)),
            R"(Write it as an object: {"role": "user", "content": "..."}.)");
    }
    std::string name;
    if (!readText(m_entry, "role", name))
        return false;
    const std::optional<Role> role = roleNamed(name);
    if (name.empty())
        return fail("It has no “role”.", std::string(kRemedy));
    if (!role)
        return fail(std::format("The role {} is unknown.", quotedName(name)), std::string(kRemedy));
    m_message.role = *role;
    return true;
}

bool EntryReader::readReasoning()
{
    return readText(m_entry, "reasoning_content", m_message.reasoning) &&
           readText(m_entry, "reasoning", m_message.reasoning);
}

bool EntryReader::readContent()
{
    const Json *content = member(m_entry, "content");
    if (!content) {
        const bool mayBeMissing = m_message.role == Role::Assistant &&
                                  (!m_message.toolCalls.empty() || !m_message.reasoning.empty());
        return mayBeMissing || fail("It has no “content”.", "Give its text as “content”.");
    }
    if (content->is_string()) {
        m_message.content = content->get<std::string>();
        return true;
    }
    if (content->is_array())
        return readParts(*content);
    if (content->is_object() && m_message.role == Role::Tool) {
        m_message.content.emplace<Json>(*content);
        return true;
    }
    return fail(std::format("Its “content” is {}.", kindOf(*content)),
        m_message.role == Role::Tool ? "Give text, a list of parts, or an object."
                                     : "Give text, or a list of parts.");
}

bool EntryReader::readParts(const Json &list)
{
    std::vector<Part> parts;
    for (size_t i = 0; i < list.size(); ++i) {
        if (!readPart(list[i], parts)) {
            m_error.what = std::format("Part {}: {}", i + 1, m_error.what);
            return false;
        }
    }
    m_message.content = std::move(parts);
    return true;
}

bool EntryReader::readPart(const Json &json, std::vector<Part> &parts)
{
    constexpr std::string_view kRemedy =
        R"(Write {"type": "text", "text": ...}, {"type": "image", "path": ...} or {"type": "audio", "path": ...}.)";
    if (!json.is_object())
        return fail(std::format("It is {}.", kindOf(json)), std::string(kRemedy));
    std::string type;
    if (!readText(json, "type", type))
        return false;
    if (type == "text") {
        TextPart part;
        if (!member(json, "text"))
            return fail("It has no “text”.", std::string(kRemedy));
        if (!readText(json, "text", part.text))
            return false;
        parts.emplace_back(std::move(part));
        return true;
    }
    if (type != "image" && type != "audio") {
        return fail(
            type.empty() ? "It has no “type”." : std::format("The type {} is unknown.", quotedName(type)),
            std::string(kRemedy));
    }
    std::filesystem::path path;
    if (!readPath(json, path))
        return false;
    if (type == "image")
        parts.emplace_back(ImagePart{.path = std::move(path), .encoded = {}});
    else
        parts.emplace_back(AudioPart{.path = std::move(path), .samples = {}});
    return true;
}

/// A part without a path renders its placeholder (design 4).
bool EntryReader::readPath(const Json &json, std::filesystem::path &path)
{
    std::string text;
    if (!member(json, "path"))
        return true;
    if (!readText(json, "path", text))
        return false;
    // A zero byte would end the name early and open another file.
    if (text.empty() || text.contains('\0'))
        return fail("Its “path” names no file.", "Give the path of a file, or leave “path” out.");
    path = m_folder / std::filesystem::path(std::u8string(text.begin(), text.end()));
    return true;
}

bool EntryReader::readCalls()
{
    const Json *calls = member(m_entry, "tool_calls");
    if (!calls)
        return true;
    if (m_message.role != Role::Assistant)
        return fail(
            "It has “tool_calls” but is not the model's.", "Only the role “assistant” can call tools.");
    if (!calls->is_array())
        return fail(std::format("Its “tool_calls” are {}.", kindOf(*calls)), "Give a list of calls.");
    if (calls->size() > kMostCalls) {
        return fail(std::format("It has {} tool calls; at most {} can be read.", calls->size(), kMostCalls),
            "Leave some out.");
    }
    for (size_t i = 0; i < calls->size(); ++i) {
        if (!readCall((*calls)[i])) {
            m_error.what = std::format("Tool call {}: {}", i + 1, m_error.what);
            return false;
        }
    }
    return true;
}

bool EntryReader::readCall(const Json &json)
{
    constexpr std::string_view kRemedy =
        R"(Write {"id": "1", "type": "function", "function": {"name": ..., "arguments": {...}}}.)";
    const Json *function = json.is_object() ? member(json, "function") : nullptr;
    if (!function || !function->is_object())
        return fail("It has no “function” object.", std::string(kRemedy));
    ToolCall call;
    if (!readText(json, "id", call.id) || !readText(*function, "name", call.name))
        return false;
    if (call.name.empty())
        return fail("Its function has no “name”.", std::string(kRemedy));
    const Json *arguments = member(*function, "arguments");
    call.arguments = arguments ? *arguments : Json::object();
    // Trap B30: the template cannot render arguments that are JSON in a string.
    if (call.arguments.is_string()) {
        return fail(std::format("The arguments of {} are text.", quotedName(call.name)),
            R"(Pass them as an object, {"city": "Bern"}, not as a string that holds JSON.)");
    }
    if (!call.arguments.is_object()) {
        return fail(std::format("The arguments of {} are {}.", quotedName(call.name), kindOf(call.arguments)),
            R"(Pass them as an object, {"city": "Bern"}.)");
    }
    m_message.toolCalls.push_back(std::move(call));
    return true;
}

bool EntryReader::readResponses()
{
    const Json *responses = member(m_entry, "tool_responses");
    if (!responses)
        return true;
    if (m_message.toolCalls.empty())
        return fail("It has “tool_responses” without “tool_calls”.", "Give the calls that they answer.");
    if (!responses->is_array())
        return fail(
            std::format("Its “tool_responses” are {}.", kindOf(*responses)), "Give a list of results.");
    for (size_t i = 0; i < responses->size(); ++i) {
        if (!readResponse((*responses)[i])) {
            m_error.what = std::format("Tool response {}: {}", i + 1, m_error.what);
            return false;
        }
    }
    return true;
}

bool EntryReader::readResponse(const Json &json)
{
    const Json *response = json.is_object() ? member(json, "response") : nullptr;
    if (!response || !(response->is_string() || response->is_object())) {
        return fail(
            "It has no “response” that is text or an object.", R"(Write {"name": ..., "response": {...}}.)");
    }
    Message message;
    message.role = Role::Tool;
    if (!readText(json, "name", message.name))
        return false;
    if (response->is_string())
        message.content = response->get<std::string>();
    else
        message.content.emplace<Json>(*response);
    m_responses.push_back(std::move(message));
    return true;
}

/// "developer" is another word for system, "model" for assistant (design 4).
std::optional<Role> roleNamed(std::string_view name)
{
    if (name == "system" || name == "developer")
        return Role::System;
    if (name == "user")
        return Role::User;
    if (name == "assistant" || name == "model")
        return Role::Assistant;
    if (name == "tool")
        return Role::Tool;
    return std::nullopt;
}

/// With its article, for a sentence.
std::string_view kindOf(const Json &json)
{
    if (json.is_object())
        return "an object";
    if (json.is_array())
        return "a list";
    if (json.is_string())
        return "text";
    if (json.is_number())
        return "a number";
    return json.is_boolean() ? "true or false" : "null";
}

} // namespace

} // namespace alcove::inference
