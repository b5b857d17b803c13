#include "inference/formats/tokenizer_pieces.h"

#include "inference/formats/quoted.h"

#include <algorithm>
#include <format>

namespace alcove::inference {

namespace {

constexpr std::string_view kVideoToken = "<|video|>";
constexpr std::string_view kRemedy = "The file is damaged or of another model; fetch it again.";

void addVideoToken(TokenizerSource &source);

} // namespace

Result<TokenizerSource> TokenizerPieces::finish(
    const std::string &fileName, LargeVector<TokenizerSource::Merge> merges, std::vector<int32_t> added) &&
{
    const auto wrong = [&](std::string why) {
        return failure(std::format("The vocabulary in {} {}.", fileName, why), std::string(kRemedy));
    };
    if (m_pieces.empty())
        return wrong("is empty");
    const int64_t largest =
        std::ranges::max(m_pieces, {}, &std::pair<int64_t, std::string_view>::first).first;
    if (std::cmp_greater_equal(largest, m_pieces.size()))
        return wrong(std::format("has the id {} but only {} entries", largest, m_pieces.size()));
    TokenizerSource source;
    source.pieces.resize(size_t(largest) + 1);
    std::vector<bool> taken(source.pieces.size(), false);
    for (const auto &[id, piece] : m_pieces) {
        if (id < 0)
            return wrong(std::format("has the id {} for {}", id, quotedName(piece)));
        std::string_view &place = source.pieces[size_t(id)];
        // Added tokens stand in the vocabulary too.
        if (taken[size_t(id)] && place != piece)
            return wrong(
                std::format("has {} and {} under the id {}", quotedName(place), quotedName(piece), id));
        place = piece;
        taken[size_t(id)] = true;
    }
    if (const auto gap = std::ranges::find(taken, false); gap != taken.end())
        return wrong(std::format("has no piece for the id {}", gap - taken.begin()));
    source.merges = std::move(merges);
    source.addedTokens = std::move(added);
    addVideoToken(source);
    return source;
}

std::optional<TokenizerSource::Merge> splitMerge(std::string_view merge)
{
    const size_t space = merge.find(' ', 1);
    if (space == std::string_view::npos || space + 1 == merge.size())
        return std::nullopt;
    return TokenizerSource::Merge(merge.substr(0, space), merge.substr(space + 1));
}

namespace {

void addVideoToken(TokenizerSource &source)
{
    const auto found = std::ranges::find(source.pieces, kVideoToken);
    if (found != source.pieces.end())
        source.addedTokens.push_back(int32_t(found - source.pieces.begin()));
    std::ranges::sort(source.addedTokens);
    const auto repeated = std::ranges::unique(source.addedTokens);
    source.addedTokens.erase(repeated.begin(), repeated.end());
}

} // namespace

} // namespace alcove::inference
