#pragma once

#include "inference/large_vector.h"
#include "inference/result.h"
#include "inference/text/token.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace alcove::inference {

/// The strings of a vocabulary in one block of memory, by id.
class PieceList {
public:
    PieceList() = default;
    /// Fails if the strings together exceed 4 GB.
    [[nodiscard]] static Result<PieceList> create(std::span<const std::string_view> pieces);

    std::string_view text(TokenId id) const
    {
        const size_t index = size_t(id);
        return std::string_view(m_text).substr(m_starts[index], m_starts[index + 1] - m_starts[index]);
    }
    bool contains(TokenId id) const { return id >= 0 && size_t(id) + 1 < m_starts.size(); }
    int count() const { return m_starts.empty() ? 0 : int(m_starts.size() - 1); }

private:
    std::string m_text;
    std::vector<uint32_t> m_starts; ///< one more than pieces
};

/// Ids by string, needed only while a tokenizer is built. The list must outlive it.
class PieceIndex {
public:
    /// Room for all pieces of the list; starts empty.
    explicit PieceIndex(const PieceList &pieces);

    /// The id takes over a string that another id had (spec 7.5: text maps to the later id).
    /// False if the strings were made to collide.
    [[nodiscard]] bool insert(TokenId id);
    /// kNoToken if there is none.
    TokenId find(std::string_view text) const;

private:
    struct Slot {
        uint32_t hash = 0; ///< spares most comparisons of strings, each a cache miss
        TokenId id = kNoToken;
    };
    size_t slotOf(std::string_view text, uint32_t hash) const;

    const PieceList &m_pieces;
    LargeVector<Slot> m_slots;
};

/// The value of a byte piece, "<0x00>" to "<0xFF>".
std::optional<uint8_t> byteOfPiece(std::string_view piece);

} // namespace alcove::inference
