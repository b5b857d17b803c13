#include "inference/text/utf8.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

namespace alcove::inference {

namespace {

constexpr std::string_view kReplacement = "\uFFFD";
constexpr size_t kLongestCharacter = 4;

/// What a leading byte promises: the length, and the range of the second byte, which rules out
/// overlong forms (E0, F0), surrogates (ED) and what lies above U+10FFFF (F4).
struct Lead {
    size_t length;
    uint8_t lowestSecond, highestSecond;
};

std::optional<Lead> leadOf(uint8_t byte);
size_t appendCharacters(std::string &text, std::string_view bytes);
void appendReplacements(std::string &text, size_t count);
size_t lastCharacterLength(std::string_view text);
bool isWhiteSpace(char32_t codePoint);

} // namespace

Utf8Character firstCharacter(std::string_view bytes)
{
    using Kind = Utf8Character::Kind;
    const auto first = uint8_t(bytes.front());
    if (first < 0x80)
        return {Kind::Whole, first, 1};
    const std::optional<Lead> lead = leadOf(first);
    if (!lead)
        return {Kind::Invalid, 0xFFFD, 1};

    char32_t codePoint = first & (0x7Fu >> lead->length);
    for (size_t i = 1; i < lead->length; ++i) {
        if (i == bytes.size())
            return {Kind::Unfinished, 0xFFFD, bytes.size()};
        const auto byte = uint8_t(bytes[i]);
        const uint8_t lowest = i == 1 ? lead->lowestSecond : 0x80;
        const uint8_t highest = i == 1 ? lead->highestSecond : 0xBF;
        if (byte < lowest || byte > highest)
            return {Kind::Invalid, 0xFFFD, 1};
        codePoint = codePoint << 6 | (byte & 0x3Fu);
    }
    return {Kind::Whole, codePoint, lead->length};
}

std::string Utf8Assembler::push(std::string_view bytes)
{
    m_pending.append(bytes);
    std::string text;
    m_pending.erase(0, appendCharacters(text, m_pending));
    return text;
}

std::string Utf8Assembler::finish()
{
    std::string text;
    appendReplacements(text, m_pending.size());
    m_pending.clear();
    return text;
}

std::string validUtf8(std::string_view bytes)
{
    std::string text;
    text.reserve(bytes.size());
    const size_t read = appendCharacters(text, bytes);
    appendReplacements(text, bytes.size() - read);
    return text;
}

std::string_view trimmed(std::string_view text)
{
    while (!text.empty()) {
        const Utf8Character first = firstCharacter(text);
        if (!isWhiteSpace(first.codePoint))
            break;
        text.remove_prefix(first.length);
    }
    while (!text.empty()) {
        const size_t length = lastCharacterLength(text);
        if (!isWhiteSpace(firstCharacter(text.substr(text.size() - length)).codePoint))
            break;
        text.remove_suffix(length);
    }
    return text;
}

namespace {

std::optional<Lead> leadOf(uint8_t byte)
{
    if (byte < 0xC2 || byte > 0xF4)
        return std::nullopt;
    if (byte < 0xE0)
        return Lead{2, 0x80, 0xBF};
    if (byte < 0xF0)
        return Lead{3, uint8_t(byte == 0xE0 ? 0xA0 : 0x80), uint8_t(byte == 0xED ? 0x9F : 0xBF)};
    return Lead{4, uint8_t(byte == 0xF0 ? 0x90 : 0x80), uint8_t(byte == 0xF4 ? 0x8F : 0xBF)};
}

/// Appends whole characters and replacements; returns how many bytes it read: all but an unfinished end.
size_t appendCharacters(std::string &text, std::string_view bytes)
{
    size_t copied = 0;
    size_t position = 0;
    while (position < bytes.size()) {
        const Utf8Character character = firstCharacter(bytes.substr(position));
        if (character.kind == Utf8Character::Kind::Unfinished)
            break;
        if (character.kind == Utf8Character::Kind::Invalid) {
            text.append(bytes.substr(copied, position - copied));
            text.append(kReplacement);
            copied = position + 1;
        }
        position += character.length;
    }
    text.append(bytes.substr(copied, position - copied));
    return position;
}

void appendReplacements(std::string &text, size_t count)
{
    for (size_t i = 0; i < count; ++i)
        text.append(kReplacement);
}

size_t lastCharacterLength(std::string_view text)
{
    const size_t most = std::min(text.size(), kLongestCharacter);
    for (size_t length = 1; length <= most; ++length) {
        const Utf8Character character = firstCharacter(text.substr(text.size() - length));
        if (character.kind == Utf8Character::Kind::Whole && character.length == length)
            return length;
    }
    return 1;
}

/// Unicode's White_Space and the four separators 1C to 1F: what Python's str.strip takes, and with
/// it the reference's template.
bool isWhiteSpace(char32_t codePoint)
{
    struct Range {
        char32_t first, last;
    };
    static constexpr std::array kRanges = {
        Range{0x09, 0x0D},
        Range{0x1C, 0x20},
        Range{0x85, 0x85},
        Range{0xA0, 0xA0},
        Range{0x1680, 0x1680},
        Range{0x2000, 0x200A},
        Range{0x2028, 0x2029},
        Range{0x202F, 0x202F},
        Range{0x205F, 0x205F},
        Range{0x3000, 0x3000},
    };
    return std::ranges::any_of(
        kRanges, [codePoint](Range range) { return codePoint >= range.first && codePoint <= range.last; });
}

} // namespace

} // namespace alcove::inference
