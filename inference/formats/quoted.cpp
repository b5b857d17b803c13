#include "inference/formats/quoted.h"

#include <simdjson.h>

#include <algorithm>

namespace alcove::inference {

namespace {

constexpr size_t kLongestName = 80;
constexpr size_t kLongestCharacter = 4;

bool isContinuation(char byte)
{
    return (uint8_t(byte) & 0xC0U) == 0x80;
}

} // namespace

std::string readableText(std::string_view text, size_t mostBytes)
{
    const bool cut = text.size() > mostBytes;
    if (cut) {
        size_t end = mostBytes;
        while (end > 0 && end + kLongestCharacter > mostBytes && isContinuation(text[end]))
            --end;
        text = text.substr(0, end);
    }
    const bool valid = simdjson::validate_utf8(text.data(), text.size());
    std::string shown(text);
    std::ranges::replace_if(
        shown,
        [valid](char byte) {
            const bool control = uint8_t(byte) < 0x20 || byte == 0x7F;
            return control || (!valid && uint8_t(byte) >= 0x80);
        },
        '?');
    return cut ? shown + "…" : shown;
}

std::string quotedName(std::string_view name)
{
    return "“" + readableText(name, kLongestName) + "”";
}

std::string quotedPath(const std::filesystem::path &path)
{
    const std::filesystem::path last = path.filename();
    return quotedName(last.empty() ? path.native() : last.native());
}

} // namespace alcove::inference
