#include "inference/text/structured_text.h"

#include "inference/text/utf8.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>

namespace alcove::inference {

namespace {

bool nestsDeeperThan(const Json &value, int levels);
std::string pythonFloat(double value);
std::u32string lowerCase(std::string_view text);
char32_t lowerCase(char32_t codePoint);

} // namespace

void writeValue(PromptWriter &writer, const Json &value, KeyStyle keys)
{
    if (value.is_string()) {
        writer.quoted(value.get_ref<const std::string &>());
    } else if (value.is_boolean()) {
        writer.text(value.get<bool>() ? "true" : "false");
    } else if (value.is_number()) {
        writer.text(pythonNumber(value));
    } else if (value.is_object()) {
        writer.text("{");
        writePairs(writer, value, keys);
        writer.text("}");
    } else if (value.is_array()) {
        writer.text("[");
        for (size_t i = 0; i < value.size(); ++i) {
            writer.text(i > 0 ? "," : "");
            writeValue(writer, value[i], keys);
        }
        writer.text("]");
    } else {
        writer.text("null");
    }
}

void writePairs(PromptWriter &writer, const Json &object, KeyStyle keys)
{
    std::string_view separator;
    for (const auto &[key, value] : sortedEntries(object)) {
        writer.text(separator);
        separator = ",";
        if (keys == KeyStyle::Quoted)
            writer.quoted(*key);
        else
            writer.text(*key);
        writer.text(":");
        writeValue(writer, *value, keys);
    }
}

std::vector<ObjectEntry> sortedEntries(const Json &object)
{
    struct Folded {
        std::u32string key;
        ObjectEntry entry;
    };
    std::vector<Folded> folded;
    if (object.is_object()) {
        for (const auto &[key, value] : object.get_ref<const Json::object_t &>())
            folded.push_back({lowerCase(key), {&key, &value}});
    }
    std::ranges::stable_sort(folded, {}, &Folded::key);
    std::vector<ObjectEntry> entries;
    for (const Folded &item : folded)
        entries.push_back(item.entry);
    return entries;
}

std::string pythonNumber(const Json &number)
{
    return number.is_number_float() ? pythonFloat(number.get<double>()) : number.dump();
}

bool nestsTooDeep(const Json &value)
{
    return nestsDeeperThan(value, kDeepestJson);
}

namespace {

bool nestsDeeperThan(const Json &value, int levels)
{
    if (!value.is_structured())
        return false;
    return levels == 0 || std::any_of(value.begin(), value.end(),
                              [levels](const Json &item) { return nestsDeeperThan(item, levels - 1); });
}

/// Python's repr: the shortest digits that read back as the same number, with an exponent below
/// 1e-4 and from 1e16 on.
std::string pythonFloat(double value)
{
    if (std::isnan(value))
        return "nan";
    if (std::isinf(value))
        return value > 0 ? "inf" : "-inf";

    std::array<char, 32> buffer{};
    const auto scientific =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::scientific);
    const std::string_view shortest(buffer.data(), scientific.ptr);
    const int exponent = std::atoi(shortest.data() + shortest.find('e') + 1);
    if (exponent < -4 || exponent >= 16)
        return std::string(shortest);

    const auto fixed =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::fixed);
    std::string text(buffer.data(), fixed.ptr);
    if (text.find('.') == std::string::npos)
        text += ".0";
    return text;
}

std::u32string lowerCase(std::string_view text)
{
    std::u32string lower;
    while (!text.empty()) {
        const Utf8Character character = firstCharacter(text);
        lower += lowerCase(character.codePoint);
        text.remove_prefix(character.length);
    }
    return lower;
}

/// The letters of the alphabets in which keys are written: ASCII, Latin-1, Latin Extended-A, Greek,
/// Cyrillic, Armenian. It decides nothing but the order of keys.
char32_t lowerCase(char32_t codePoint)
{
    const auto within = [codePoint](char32_t first, char32_t last) {
        return codePoint >= first && codePoint <= last;
    };
    if (within(U'A', U'Z') || (within(0xC0, 0xDE) && codePoint != 0xD7) || within(0x391, 0x3AB) ||
        within(0x410, 0x42F))
        return codePoint + 0x20;
    if (within(0x400, 0x40F))
        return codePoint + 0x50;
    if (within(0x531, 0x556))
        return codePoint + 0x30;
    if (within(0x100, 0x12F) || within(0x132, 0x137) || within(0x14A, 0x177))
        return codePoint | 1u;
    if (within(0x139, 0x148) || within(0x179, 0x17E))
        return codePoint % 2 == 1 ? codePoint + 1 : codePoint;
    return codePoint;
}

} // namespace

} // namespace alcove::inference
