#include "inference/cli/token_list.h"

#include <charconv>

namespace alcove::inference {

std::optional<std::vector<TokenId>> parseTokens(std::string_view text)
{
    std::vector<TokenId> tokens;
    for (;;) {
        const size_t start = text.find_first_not_of(", \t\r\n[]");
        if (start == text.npos)
            return tokens;
        text.remove_prefix(start);
        TokenId id = kNoToken;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
        if (error != std::errc() || id < 0)
            return std::nullopt;
        tokens.push_back(id);
        text.remove_prefix(size_t(end - text.data()));
        if (!text.empty() && std::string_view(", \t\r\n[]").find(text.front()) == text.npos)
            return std::nullopt;
    }
}

} // namespace alcove::inference
