#pragma once

#include "inference/result.h"
#include "inference/text/control_strings.h"
#include "inference/text/flat_table.h"
#include "inference/text/merge_table.h"
#include "inference/text/piece_list.h"
#include "inference/text/tokenizer.h"

#include <array>
#include <memory>
#include <vector>

namespace alcove::inference {

/// What a tokenizer knows, laid out for its two directions. About 21 MB for the 12B's vocabulary.
struct TokenizerTables {
    PieceList pieces;
    std::vector<bool> isControl; ///< by id
    ControlTokens control;
    ControlStringFinder controlStrings;
    FlatTable characters; ///< code point -> id of the piece that is this character; no control tokens
    std::array<TokenId, 256> bytes{}; ///< ids of the byte pieces
    MergeTable merges;                ///< never into a control token
    /// No merge joins a line feed with another character, so that runs of either are words of
    /// their own (spec 7.2). True for Gemma; a vocabulary that differs is still read rightly.
    bool lineFeedsStandAlone = true;
};

[[nodiscard]] Result<std::unique_ptr<const TokenizerTables>> buildTables(const TokenizerSource &source);

} // namespace alcove::inference
