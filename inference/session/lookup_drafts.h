#pragma once

#include "inference/text/token.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace alcove::inference {

/// Drafts from the conversation itself: what followed when its newest tokens were there before. Costs
/// nothing to propose and is often right where text is quoted, edited or counted up: names, code,
/// tables (prompt lookup decoding). Knows the prompt and the answer so far; pure, not thread-safe.
class LookupDrafts {
public:
    static constexpr size_t kShortestMatch = 3;
    static constexpr size_t kLongestMatch = 32; ///< a longer one is not told from this

    LookupDrafts();

    void append(TokenId token);

    struct Find {
        size_t matched = 0;          ///< how many of the newest tokens were there before; 0: no find
        std::vector<TokenId> drafts; ///< what followed them, at most as many as were asked for
    };
    /// The occurrence with the longest match, of equals the newest. kNoToken (a picture's or a sound's
    /// rows) matches nothing and ends a draft.
    Find find(size_t most) const;

private:
    size_t slotOf(size_t end) const;
    size_t matchLength(size_t end) const;

    std::vector<TokenId> m_tokens;
    // Chains of positions whose last kShortestMatch tokens fall into one slot, newest first, as in
    // Lempel-Ziv compressors: m_newest[slot], then m_older[position]. A position is the number of
    // tokens before and including the match.
    std::vector<uint32_t> m_newest;
    std::vector<uint32_t> m_older;
};

} // namespace alcove::inference
