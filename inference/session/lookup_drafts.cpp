#include "inference/session/lookup_drafts.h"

#include <algorithm>

namespace alcove::inference {

namespace {

constexpr size_t kSlots = 1 << 14;
constexpr int kMostTries = 64; // occurrences looked at; bounds the time of text that repeats itself

} // namespace

LookupDrafts::LookupDrafts() : m_newest(kSlots, 0), m_older(1, 0) {}

void LookupDrafts::append(TokenId token)
{
    m_tokens.push_back(token);
    const size_t end = m_tokens.size();
    m_older.push_back(0);
    if (end < kShortestMatch)
        return;
    uint32_t &newest = m_newest[slotOf(end)];
    m_older[end] = newest;
    newest = uint32_t(end);
}

LookupDrafts::Find LookupDrafts::find(size_t most) const
{
    const size_t end = m_tokens.size();
    if (end <= kShortestMatch)
        return {};
    size_t best = 0;
    size_t bestLength = kShortestMatch - 1;
    size_t candidate = m_older[end];
    for (int tries = 0; candidate != 0 && tries < kMostTries; ++tries, candidate = m_older[candidate]) {
        const size_t length = matchLength(candidate);
        if (length > bestLength) {
            best = candidate;
            bestLength = length;
        }
    }
    if (best == 0)
        return {};
    const auto first = m_tokens.begin() + std::ptrdiff_t(best);
    const auto last = first + std::ptrdiff_t(std::min(most, end - best));
    Find find{.matched = bestLength, .drafts = {first, std::find(first, last, kNoToken)}};
    if (find.drafts.empty())
        return {};
    return find;
}

/// Of the kShortestMatch tokens that end before `end`.
size_t LookupDrafts::slotOf(size_t end) const
{
    uint32_t hash = 0;
    for (size_t i = end - kShortestMatch; i < end; ++i)
        hash = (hash ^ uint32_t(m_tokens[i])) * 0x9E3779B1U; // Knuth's multiplicative hashing
    return (hash >> 16) % kSlots;
}

/// How many tokens before `end` equal the newest ones.
size_t LookupDrafts::matchLength(size_t end) const
{
    size_t length = 0;
    while (length < std::min(end, kLongestMatch)) {
        const TokenId token = m_tokens[end - 1 - length];
        if (token == kNoToken || token != m_tokens[m_tokens.size() - 1 - length])
            break;
        ++length;
    }
    return length;
}

} // namespace alcove::inference
