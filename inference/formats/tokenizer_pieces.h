#pragma once

#include "inference/formats/tokenizer_source.h"
#include "inference/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace alcove::inference {

/// Collects the pieces of a vocabulary in any order and puts them into their places. Keeps views.
class TokenizerPieces {
public:
    void reserve(size_t count) { m_pieces.reserve(count); }
    void add(int64_t id, std::string_view piece) { m_pieces.emplace_back(id, piece); }

    /// The whole source. Fails if ids leave gaps, contradict each other or do not fit, so that memory
    /// stays in proportion to what was read. `<|video|>` joins the added tokens (spec 7.2, 7.5).
    [[nodiscard]] Result<TokenizerSource> finish(const std::string &fileName,
        LargeVector<TokenizerSource::Merge> merges, std::vector<int32_t> added) &&;

private:
    LargeVector<std::pair<int64_t, std::string_view>> m_pieces;
};

/// The parts of a merge that is written as one string: cut at the first space after the first
/// character (spec 7.2). Nothing if there is none.
std::optional<TokenizerSource::Merge> splitMerge(std::string_view merge);

} // namespace alcove::inference
