#include "inference/text/tokenizer_tables.h"

#include "inference/text/utf8.h"

#include <format>
#include <limits>
#include <optional>

namespace alcove::inference {

namespace {

constexpr std::string_view kDamaged = "The file is damaged or made for another program; fetch it again.";

using Problem = std::optional<Error>;
enum class PieceKind { Added, Ordinary };
Problem markAddedTokens(TokenizerTables &tables, const TokenizerSource &source);
Problem indexPieces(TokenizerTables &tables, PieceIndex &index);
bool indexPieces(const TokenizerTables &tables, PieceKind kind, PieceIndex &index);
void findControlTokens(TokenizerTables &tables, const PieceIndex &index);
Problem collectControlStrings(TokenizerTables &tables);
Problem collectCharacters(TokenizerTables &tables, const PieceIndex &index);
Problem collectBytes(TokenizerTables &tables, const PieceIndex &index);
Problem collectMerges(TokenizerTables &tables, const PieceIndex &index, const TokenizerSource &source);
std::optional<char32_t> onlyCharacter(std::string_view piece);
Error collision(std::string_view what);

} // namespace

Result<std::unique_ptr<const TokenizerTables>> buildTables(const TokenizerSource &source)
{
    if (source.pieces.empty())
        return failure("The vocabulary is empty.", std::string(kDamaged));
    Result<PieceList> pieces = PieceList::create(source.pieces);
    if (!pieces)
        return std::unexpected(std::move(pieces.error()));

    auto tables = std::make_unique<TokenizerTables>();
    tables->pieces = std::move(*pieces);
    PieceIndex index(tables->pieces);
    Problem problem = markAddedTokens(*tables, source);
    if (!problem)
        problem = indexPieces(*tables, index);
    if (!problem)
        problem = collectControlStrings(*tables);
    if (!problem)
        problem = collectCharacters(*tables, index);
    if (!problem)
        problem = collectBytes(*tables, index);
    if (!problem)
        problem = collectMerges(*tables, index, source);
    if (problem)
        return std::unexpected(std::move(*problem));
    return tables;
}

namespace {

Problem markAddedTokens(TokenizerTables &tables, const TokenizerSource &source)
{
    tables.isControl.assign(size_t(tables.pieces.count()), false);
    for (const int32_t id : source.addedTokens) {
        if (!tables.pieces.contains(id)) {
            return Error{std::format("The vocabulary marks id {} as added, but it has only {} pieces.", id,
                             tables.pieces.count()),
                std::string(kDamaged)};
        }
        tables.isControl[size_t(id)] = true;
    }
    return {};
}

/// Ordinary pieces come last, because text means them where an added token has the same string.
/// The format's own tokens are looked for in between, and once more for a vocabulary whose
/// converter did not mark them: no typed text may ever become one of these (spec 6.8).
Problem indexPieces(TokenizerTables &tables, PieceIndex &index)
{
    if (!indexPieces(tables, PieceKind::Added, index))
        return collision("added tokens");
    findControlTokens(tables, index);
    if (!indexPieces(tables, PieceKind::Ordinary, index))
        return collision("pieces");
    findControlTokens(tables, index);
    return {};
}

bool indexPieces(const TokenizerTables &tables, PieceKind kind, PieceIndex &index)
{
    for (TokenId id = 0; id < tables.pieces.count(); ++id) {
        if (tables.isControl[size_t(id)] == (kind == PieceKind::Added) && !index.insert(id))
            return false;
    }
    return true;
}

void findControlTokens(TokenizerTables &tables, const PieceIndex &index)
{
    for (const ControlName &name : controlNames()) {
        const TokenId found = index.find(name.text);
        if (found == kNoToken)
            continue;
        tables.isControl[size_t(found)] = true;
        TokenId &id = tables.control.*name.id;
        if (id == kNoToken)
            id = found;
    }
}

Problem collectControlStrings(TokenizerTables &tables)
{
    size_t bytes = 0;
    for (TokenId id = 0; id < tables.pieces.count(); ++id) {
        const size_t length = tables.pieces.text(id).size();
        if (!tables.isControl[size_t(id)])
            continue;
        if (length > ControlStringFinder::kLongestString) {
            return Error{std::format("The added token {} is {} bytes long; at most {} can be.", id, length,
                             ControlStringFinder::kLongestString),
                std::string(kDamaged)};
        }
        bytes += length;
    }
    tables.controlStrings = ControlStringFinder(bytes);
    for (TokenId id = 0; id < tables.pieces.count(); ++id) {
        const std::string_view text = tables.pieces.text(id);
        if (tables.isControl[size_t(id)] && !text.empty() && !tables.controlStrings.insert(text, id))
            return collision("added tokens");
    }
    return {};
}

Problem collectCharacters(TokenizerTables &tables, const PieceIndex &index)
{
    size_t count = 0;
    for (TokenId id = 0; id < tables.pieces.count(); ++id)
        count += onlyCharacter(tables.pieces.text(id)) ? 1u : 0u;
    tables.characters = FlatTable(count);
    for (TokenId id = 0; id < tables.pieces.count(); ++id) {
        const std::string_view text = tables.pieces.text(id);
        const std::optional<char32_t> character = onlyCharacter(text);
        // Spec 7.5: of two pieces with the same string the later one is meant.
        if (!character || tables.isControl[size_t(id)] || index.find(text) != id)
            continue;
        if (!tables.characters.insert(*character, uint64_t(id)))
            return collision("characters");
    }
    return {};
}

Problem collectBytes(TokenizerTables &tables, const PieceIndex &index)
{
    for (size_t byte = 0; byte < tables.bytes.size(); ++byte) {
        const std::string piece = std::format("<0x{:02X}>", byte);
        tables.bytes[byte] = index.find(piece);
        if (tables.bytes[byte] == kNoToken) {
            return Error{std::format("The vocabulary lacks the byte piece {}.", piece),
                "It is not the tokenizer of a Gemma 4 model; choose another file."};
        }
    }
    return {};
}

/// Only a merge between pieces into a piece can ever be applied (spec 7.2, trap B15).
Problem collectMerges(TokenizerTables &tables, const PieceIndex &index, const TokenizerSource &source)
{
    if (source.merges.size() >= std::numeric_limits<uint32_t>::max())
        return Error{"The vocabulary has more than four thousand million merges.", std::string(kDamaged)};

    tables.merges = MergeTable(source.merges.size());
    std::string joined;
    uint32_t rank = 0;
    for (const auto &[left, right] : source.merges) {
        joined.assign(left).append(right);
        const TokenId leftId = index.find(left);
        const TokenId rightId = index.find(right);
        const TokenId result = index.find(joined);
        const uint32_t ownRank = rank++;
        if (left.empty() || right.empty() || leftId == kNoToken || rightId == kNoToken || result == kNoToken)
            continue;
        if (tables.isControl[size_t(result)])
            continue;
        if (!tables.merges.insert(leftId, rightId, {ownRank, result}))
            return collision("merges");
        if ((left.back() == '\n') != (right.front() == '\n'))
            tables.lineFeedsStandAlone = false;
    }
    return {};
}

/// The character that the piece consists of, if it is just one.
std::optional<char32_t> onlyCharacter(std::string_view piece)
{
    if (piece.empty())
        return std::nullopt;
    const Utf8Character character = firstCharacter(piece);
    if (character.kind != Utf8Character::Kind::Whole || character.length != piece.size())
        return std::nullopt;
    return character.codePoint;
}

Error collision(std::string_view what)
{
    return {std::format("The {} of the vocabulary collide far more than those of any real one.", what),
        std::string(kDamaged)};
}

} // namespace

} // namespace alcove::inference
