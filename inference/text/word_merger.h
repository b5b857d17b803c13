#pragma once

#include "inference/text/merge_table.h"
#include "inference/text/token.h"

#include <cstdint>
#include <span>
#include <vector>

namespace alcove::inference {

/// Byte-pair merging of one word after the other: the pair of lowest rank first, the leftmost of
/// equals first (spec 7.2). Works with a heap, because a word may be a whole document: time
/// n log n, about 40 bytes a character. Keeps its memory between words; one object a thread.
class WordMerger {
public:
    /// The table must outlive it.
    explicit WordMerger(const MergeTable &merges);

    /// Appends what is left of the word's characters when nothing can join any more.
    void appendMerged(std::span<const TokenId> characters, std::vector<TokenId> &ids);

private:
    /// A piece of the word, named by the position of its first character, with what it could
    /// become together with its right neighbour.
    struct Symbol {
        TokenId id;
        uint32_t previous, next;
        uint32_t rank;
        TokenId joined;
    };
    /// Rank above position: the smallest is the next to join.
    using Candidate = uint64_t;

    void link(std::span<const TokenId> characters);
    bool findMerge(Symbol &symbol);
    void join(uint32_t position);
    void reconsider(uint32_t position);
    Candidate takeBest();

    const MergeTable &m_merges;
    std::vector<Symbol> m_symbols;
    std::vector<Candidate> m_candidates; ///< a heap; stale entries stay until they come up
};

} // namespace alcove::inference
