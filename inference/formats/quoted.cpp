#include "inference/formats/quoted.h"

#include <simdjson.h>

namespace alcove::inference {

namespace {

constexpr size_t kLongestName = 80;

bool isContinuation(char byte)
{
    return (uint8_t(byte) & 0xC0U) == 0x80;
}

} // namespace

std::string quotedName(std::string_view name)
{
    const bool cut = name.size() > kLongestName;
    if (cut) {
        size_t end = kLongestName;
        while (end > kLongestName - 4 && isContinuation(name[end]))
            --end;
        name = name.substr(0, end);
    }
    const bool readable = simdjson::validate_utf8(name.data(), name.size());
    std::string shown = "“";
    for (const char byte : name) {
        const bool control = uint8_t(byte) < 0x20 || byte == 0x7F;
        const bool broken = !readable && uint8_t(byte) >= 0x80;
        shown += control || broken ? '?' : byte;
    }
    shown += cut ? "…”" : "”";
    return shown;
}

std::string quotedPath(const std::filesystem::path &path)
{
    const std::filesystem::path last = path.filename();
    return quotedName(last.empty() ? path.native() : last.native());
}

} // namespace alcove::inference
