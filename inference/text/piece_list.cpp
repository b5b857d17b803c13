#include "inference/text/piece_list.h"

#include <charconv>
#include <functional>
#include <limits>

namespace alcove::inference {

namespace {

// Half full, a million strings stay below about 70; more means that somebody chose them.
constexpr size_t kMostProbes = 512;
constexpr size_t kNoSlot = std::numeric_limits<size_t>::max();

uint32_t hashOf(std::string_view text);

} // namespace

Result<PieceList> PieceList::create(std::span<const std::string_view> pieces)
{
    size_t bytes = 0;
    for (const std::string_view piece : pieces)
        bytes += piece.size();
    if (bytes > std::numeric_limits<uint32_t>::max() || pieces.size() >= std::numeric_limits<int32_t>::max())
        return failure("The vocabulary is larger than 4 GB.", "The file is damaged; fetch it again.");

    PieceList list;
    list.m_text.reserve(bytes);
    list.m_starts.reserve(pieces.size() + 1);
    list.m_starts.push_back(0);
    for (const std::string_view piece : pieces) {
        list.m_text += piece;
        list.m_starts.push_back(uint32_t(list.m_text.size()));
    }
    return list;
}

PieceIndex::PieceIndex(const PieceList &pieces) : m_pieces(pieces), m_slots(2 * size_t(pieces.count()) + 1) {}

bool PieceIndex::insert(TokenId id)
{
    const std::string_view text = m_pieces.text(id);
    const uint32_t hash = hashOf(text);
    const size_t slot = slotOf(text, hash);
    if (slot == kNoSlot)
        return false;
    m_slots[slot] = {hash, id};
    return true;
}

TokenId PieceIndex::find(std::string_view text) const
{
    const size_t slot = slotOf(text, hashOf(text));
    return slot == kNoSlot ? kNoToken : m_slots[slot].id;
}

/// Where the string is, or would be.
size_t PieceIndex::slotOf(std::string_view text, uint32_t hash) const
{
    size_t slot = size_t(uint64_t(hash) * m_slots.size() >> 32);
    for (size_t probe = 0; probe < kMostProbes; ++probe) {
        const Slot &candidate = m_slots[slot];
        if (candidate.id == kNoToken || (candidate.hash == hash && m_pieces.text(candidate.id) == text))
            return slot;
        slot = slot + 1 == m_slots.size() ? 0 : slot + 1;
    }
    return kNoSlot;
}

std::optional<uint8_t> byteOfPiece(std::string_view piece)
{
    if (piece.size() != 6 || !piece.starts_with("<0x") || !piece.ends_with('>'))
        return std::nullopt;
    const std::string_view digits = piece.substr(3, 2);
    uint8_t value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
    if (error != std::errc() || end != digits.data() + digits.size())
        return std::nullopt;
    return value;
}

namespace {

uint32_t hashOf(std::string_view text)
{
    return uint32_t(std::hash<std::string_view>()(text) >> 32);
}

} // namespace

} // namespace alcove::inference
