#pragma once

#include "inference/text/flat_table.h"
#include "inference/text/tokenizer.h"

#include <array>
#include <optional>
#include <span>
#include <string_view>

namespace alcove::inference {

/// A control token of the format: its string (spec 6.1) and its place in ControlTokens.
struct ControlName {
    std::string_view text;
    TokenId ControlTokens::*id;
};

std::span<const ControlName> controlNames();

/// The string of one of them.
std::string_view controlText(TokenId ControlTokens::*id);

/// Finds control strings in a text: a tree over their bytes. Thread-safe to read.
class ControlStringFinder {
public:
    static constexpr size_t kLongestString = 256;

    /// Room for strings of that many bytes together.
    explicit ControlStringFinder(size_t mostBytes = 0);

    /// `text` has 1 to kLongestString bytes. False if the strings were made to collide.
    [[nodiscard]] bool insert(std::string_view text, TokenId id);

    struct Match {
        size_t position, length;
        TokenId id;
    };
    /// The leftmost one, of those the longest, from a position on. Time: the text's length times the
    /// longest string's at most.
    std::optional<Match> find(std::string_view text, size_t from) const;

private:
    static uint64_t keyOf(uint32_t node, char byte) { return uint64_t(node) << 8 | uint8_t(byte); }
    std::optional<Match> longestAt(std::string_view text, size_t position) const;

    FlatTable m_children;             ///< node and byte -> node; the root is 0
    std::vector<TokenId> m_idsByNode; ///< kNoToken where no string ends
    std::array<bool, 256> m_startsString{};
};

} // namespace alcove::inference
