#pragma once

#include "inference/text/flat_table.h"
#include "inference/text/token.h"

#include <cstdint>
#include <optional>

namespace alcove::inference {

/// Which two pieces may join, in which order, into what. Thread-safe to read.
class MergeTable {
public:
    struct Merge {
        uint32_t rank; ///< the lowest goes first
        TokenId result;
    };

    explicit MergeTable(size_t mostMerges = 0) : m_byPair(mostMerges) {}

    /// The first merge of a pair stays. False if the pairs were made to collide.
    [[nodiscard]] bool insert(TokenId left, TokenId right, Merge merge)
    {
        return m_byPair.insert(keyOf(left, right), uint64_t(merge.rank) << 32 | uint32_t(merge.result));
    }

    std::optional<Merge> find(TokenId left, TokenId right) const
    {
        const uint64_t *value = m_byPair.find(keyOf(left, right));
        if (!value)
            return std::nullopt;
        return Merge{uint32_t(*value >> 32), TokenId(*value & 0xFFFFFFFFu)};
    }

private:
    static uint64_t keyOf(TokenId left, TokenId right) { return uint64_t(left) << 32 | uint32_t(right); }

    FlatTable m_byPair;
};

} // namespace alcove::inference
