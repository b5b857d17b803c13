#include "inference/text/tool_declaration.h"

#include "inference/text/structured_text.h"

#include <algorithm>
#include <array>
#include <format>
#include <string>
#include <string_view>

namespace alcove::inference {

namespace {

/// The keys of a schema that say something about itself; others of a schema without "properties"
/// are taken as its properties, as in the template.
constexpr std::array<std::string_view, 5> kSchemaKeys = {
    "description", "type", "properties", "required", "nullable"};

/// Commas between the keys of one pair of braces.
class KeyList {
public:
    explicit KeyList(PromptWriter &writer) : m_writer(writer) {}
    void key(std::string_view name)
    {
        m_writer.text(m_started ? "," : "");
        m_writer.text(name);
        m_writer.text(":");
        m_started = true;
    }

private:
    PromptWriter &m_writer;
    bool m_started = false;
};

enum class SchemaKeys { AreProperties, AreLeftOut };
void writeParameters(PromptWriter &writer, const Json &parameters);
void writeResponse(PromptWriter &writer, const Json &response);
void writeProperties(
    PromptWriter &writer, const Json &properties, SchemaKeys schemaKeys = SchemaKeys::AreProperties);
void writeProperty(PromptWriter &writer, const Json &property);
void writeItems(PromptWriter &writer, const Json &items);
void writeItemTypes(PromptWriter &writer, const Json &type);
void writeNames(PromptWriter &writer, const Json &names);

const Json &member(const Json &object, const char *key);
std::string textMember(const Json &object, const char *key);
bool saysSomething(const Json &value);
std::string typeOf(const Json &schema);
bool mayBeNull(const Json &schema);
std::string upperCase(std::string text);

} // namespace

std::optional<Error> problemOfTool(const Json &tool)
{
    const Json &function = member(tool, "function");
    if (!function.is_object()) {
        return Error{"It has no “function” object.",
            R"(Write it as {"type": "function", "function": {"name": ..., "description": ..., "parameters": ...}}.)"};
    }
    if (textMember(function, "name").empty())
        return Error{"Its function has no name.", "Give the function a “name” that is text."};
    if (nestsTooDeep(tool)) {
        return Error{std::format("It nests lists and objects more than {} times.", kDeepestJson),
            "Declare a simpler function."};
    }
    return std::nullopt;
}

void writeDeclaration(PromptWriter &writer, const Json &tool)
{
    const Json &function = member(tool, "function");
    writer.control(&ControlTokens::openTool);
    writer.text("declaration:" + textMember(function, "name") + "{description:");
    writer.quoted(textMember(function, "description"));
    const Json &parameters = member(function, "parameters");
    if (saysSomething(parameters))
        writeParameters(writer, parameters);
    const Json &response = member(function, "response");
    if (saysSomething(response))
        writeResponse(writer, response);
    writer.text("}");
    writer.control(&ControlTokens::closeTool);
}

namespace {

void writeParameters(PromptWriter &writer, const Json &parameters)
{
    writer.text(",parameters:{");
    KeyList keys(writer);
    const Json &properties = member(parameters, "properties");
    if (saysSomething(properties)) {
        keys.key("properties");
        writeProperties(writer, properties);
    }
    const Json &required = member(parameters, "required");
    if (saysSomething(required)) {
        keys.key("required");
        writeNames(writer, required);
    }
    // Without a type the template would lose a brace (spec 6.4).
    const std::string type = typeOf(parameters);
    keys.key("type");
    writer.quoted(type.empty() ? "OBJECT" : type);
    writer.text("}");
}

void writeResponse(PromptWriter &writer, const Json &response)
{
    writer.text(",response:{");
    KeyList keys(writer);
    if (const std::string description = textMember(response, "description"); !description.empty()) {
        keys.key("description");
        writer.quoted(description);
    }
    const std::string type = typeOf(response);
    keys.key("type");
    writer.quoted(type.empty() ? "OBJECT" : type);
    writer.text("}");
}

void writeProperties(PromptWriter &writer, const Json &properties, SchemaKeys schemaKeys)
{
    writer.text("{");
    KeyList keys(writer);
    for (const auto &[name, property] : sortedEntries(properties)) {
        if (schemaKeys == SchemaKeys::AreLeftOut && std::ranges::contains(kSchemaKeys, *name))
            continue;
        keys.key(*name);
        writeProperty(writer, *property);
    }
    writer.text("}");
}

/// Spec 6.4: this order, and nothing else of the schema.
void writeProperty(PromptWriter &writer, const Json &property)
{
    writer.text("{");
    KeyList keys(writer);
    const std::string type = typeOf(property);
    if (const std::string description = textMember(property, "description"); !description.empty()) {
        keys.key("description");
        writer.quoted(description);
    }
    if (const Json &choices = member(property, "enum"); type == "STRING" && saysSomething(choices)) {
        keys.key("enum");
        writeValue(writer, choices, KeyStyle::Quoted);
    }
    if (const Json &items = member(property, "items"); type == "ARRAY" && saysSomething(items)) {
        keys.key("items");
        writeItems(writer, items);
    }
    if (mayBeNull(property)) {
        keys.key("nullable");
        writer.text("true");
    }
    if (type == "OBJECT") {
        const Json &properties = member(property, "properties");
        keys.key("properties");
        if (properties.is_object())
            writeProperties(writer, properties);
        else
            writeProperties(writer, property, SchemaKeys::AreLeftOut);
        if (const Json &required = member(property, "required"); saysSomething(required)) {
            keys.key("required");
            writeNames(writer, required);
        }
    }
    keys.key("type");
    writer.quoted(type);
    writer.text("}");
}

/// What a list holds: sorted keys, all of them (spec 6.4).
void writeItems(PromptWriter &writer, const Json &items)
{
    writer.text("{");
    KeyList keys(writer);
    for (const auto &[name, value] : sortedEntries(items)) {
        if (value->is_null())
            continue;
        keys.key(*name);
        if (*name == "properties")
            writeProperties(writer, *value);
        else if (*name == "required")
            writeNames(writer, *value);
        else if (*name == "type")
            writeItemTypes(writer, *value);
        else
            writeValue(writer, *value, KeyStyle::Quoted);
    }
    writer.text("}");
}

void writeItemTypes(PromptWriter &writer, const Json &type)
{
    Json upper = type;
    if (upper.is_string())
        upper = upperCase(upper.get<std::string>());
    if (upper.is_array()) {
        for (Json &item : upper) {
            if (item.is_string())
                item = upperCase(item.get<std::string>());
        }
    }
    writeValue(writer, upper, KeyStyle::Quoted);
}

void writeNames(PromptWriter &writer, const Json &names)
{
    writeValue(writer, names.is_array() ? names : Json::array(), KeyStyle::Quoted);
}

const Json &member(const Json &object, const char *key)
{
    static const Json kNull;
    if (!object.is_object())
        return kNull;
    const auto found = object.find(key);
    return found == object.end() ? kNull : *found;
}

std::string textMember(const Json &object, const char *key)
{
    const Json &value = member(object, key);
    return value.is_string() ? value.get<std::string>() : std::string();
}

/// What Python takes as true: no null, false, zero, empty text, list or object.
bool saysSomething(const Json &value)
{
    if (value.is_boolean())
        return value.get<bool>();
    if (value.is_number())
        return value.get<double>() != 0.0;
    if (value.is_string())
        return !value.get_ref<const std::string &>().empty();
    return value.is_structured() && !value.empty();
}

/// In upper case. Of JSON Schema's lists of types, which the format cannot express, the first that
/// is not "null".
std::string typeOf(const Json &schema)
{
    const Json &type = member(schema, "type");
    if (type.is_string())
        return upperCase(type.get<std::string>());
    if (!type.is_array())
        return {};
    const auto found = std::find_if(
        type.begin(), type.end(), [](const Json &item) { return item.is_string() && item != "null"; });
    return found == type.end() ? std::string() : upperCase(found->get<std::string>());
}

bool mayBeNull(const Json &schema)
{
    if (saysSomething(member(schema, "nullable")))
        return true;
    const Json &type = member(schema, "type");
    return type.is_array() && std::find(type.begin(), type.end(), Json("null")) != type.end();
}

std::string upperCase(std::string text)
{
    std::ranges::transform(text, text.begin(),
        [](char letter) { return letter >= 'a' && letter <= 'z' ? char(letter - 0x20) : letter; });
    return text;
}

} // namespace

} // namespace alcove::inference
