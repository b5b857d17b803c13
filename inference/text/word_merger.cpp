#include "inference/text/word_merger.h"

#include <algorithm>
#include <functional>
#include <limits>

namespace alcove::inference {

namespace {

constexpr uint32_t kNone = std::numeric_limits<uint32_t>::max();

} // namespace

WordMerger::WordMerger(const MergeTable &merges) : m_merges(merges) {}

void WordMerger::appendMerged(std::span<const TokenId> characters, std::vector<TokenId> &ids)
{
    if (characters.empty())
        return;
    link(characters);
    while (!m_candidates.empty()) {
        const Candidate best = takeBest();
        const auto position = uint32_t(best);
        // A symbol that has changed since has another rank or none: the entry is stale.
        if (m_symbols[position].rank == best >> 32)
            join(position);
    }
    for (uint32_t position = 0; position != kNone; position = m_symbols[position].next)
        ids.push_back(m_symbols[position].id);
}

void WordMerger::link(std::span<const TokenId> characters)
{
    const auto count = uint32_t(characters.size());
    m_symbols.resize(count);
    m_candidates.clear();
    for (uint32_t position = 0; position < count; ++position) {
        m_symbols[position] = {.id = characters[position],
            .previous = position == 0 ? kNone : position - 1,
            .next = position + 1 == count ? kNone : position + 1,
            .rank = kNone,
            .joined = kNoToken};
    }
    for (uint32_t position = 0; position < count; ++position) {
        if (findMerge(m_symbols[position]))
            m_candidates.push_back(uint64_t(m_symbols[position].rank) << 32 | position);
    }
    std::ranges::make_heap(m_candidates, std::greater());
}

bool WordMerger::findMerge(Symbol &symbol)
{
    symbol.rank = kNone;
    if (symbol.next == kNone)
        return false;
    const std::optional<MergeTable::Merge> merge = m_merges.find(symbol.id, m_symbols[symbol.next].id);
    if (!merge)
        return false;
    symbol.rank = merge->rank;
    symbol.joined = merge->result;
    return true;
}

void WordMerger::join(uint32_t position)
{
    Symbol &left = m_symbols[position];
    Symbol &right = m_symbols[left.next];
    left.id = left.joined;
    left.next = right.next;
    right.rank = kNone;
    if (left.next != kNone)
        m_symbols[left.next].previous = position;
    reconsider(position);
    if (left.previous != kNone)
        reconsider(left.previous);
}

void WordMerger::reconsider(uint32_t position)
{
    if (!findMerge(m_symbols[position]))
        return;
    m_candidates.push_back(uint64_t(m_symbols[position].rank) << 32 | position);
    std::ranges::push_heap(m_candidates, std::greater());
}

WordMerger::Candidate WordMerger::takeBest()
{
    std::ranges::pop_heap(m_candidates, std::greater());
    const Candidate best = m_candidates.back();
    m_candidates.pop_back();
    return best;
}

} // namespace alcove::inference
