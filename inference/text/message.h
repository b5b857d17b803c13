#pragma once

#include <nlohmann/json.hpp>

#include <cstddef>
#include <filesystem>
#include <string>
#include <variant>
#include <vector>

namespace alcove::inference {

using Json = nlohmann::ordered_json;

/// How often lists and objects may lie in each other wherever JSON comes from outside: far more than
/// a tool needs, little enough for every recursion.
constexpr int kDeepestJson = 64;

enum class Role { System, User, Assistant, Tool };

struct TextPart {
    std::string text; ///< UTF-8
};

/// A picture: a file, or its encoded bytes (JPEG, PNG ...). With neither it renders and cannot be run.
struct ImagePart {
    std::filesystem::path path = {};
    std::vector<std::byte> encoded = {};
};

/// A sound: a WAV file, or samples (mono, 16 kHz, -1 to 1). With neither it renders and cannot be run.
struct AudioPart {
    std::filesystem::path path = {};
    std::vector<float> samples = {};
};

using Part = std::variant<TextPart, ImagePart, AudioPart>;

/// Plain text, a list of parts, or (tool results only) a JSON object. The three render differently
/// (spec 6.3).
using Content = std::variant<std::string, std::vector<Part>, Json>;

struct ToolCall {
    std::string id; ///< may be empty
    std::string name;
    Json arguments;  ///< an object; null if `raw` could not be read as a call
    std::string raw; ///< the text as the model wrote it, when it came from a model
};

struct Message {
    Role role = Role::User;
    Content content = std::string();
    std::string reasoning = {};
    std::vector<ToolCall> toolCalls = {};
    std::string toolCallId = {}; ///< of a Tool message: the call that it answers
    std::string name = {};       ///< of a Tool message: the tool, if the id leads nowhere
};

/// Everything that decides a prompt (design 4, message file).
struct Conversation {
    std::vector<Message> messages;
    std::vector<Json> tools; ///< declarations: {"type": "function", "function": {...}}
    bool enableThinking = false;
    bool addGenerationPrompt = true;
    bool preserveThinking = false;
    int imageTokens = 0; ///< budget of a picture; 0: the model's own
};

} // namespace alcove::inference
