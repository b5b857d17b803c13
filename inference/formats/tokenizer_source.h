#pragma once

#include "inference/formats/gguf.h"
#include "inference/result.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace alcove::inference {

/// What a file says about its vocabulary, whichever kind of file it is (spec 7.2, 7.5).
struct TokenizerSource {
    std::vector<std::string> pieces;                         ///< by id; "▁" stands for a space
    std::vector<std::pair<std::string, std::string>> merges; ///< best first
    std::vector<int32_t> addedTokens;                        ///< ids that typed text can never become
};

/// Blocking. Both refuse what is not this BPE (dropout, another model, ids out of range) with a sentence.
[[nodiscard]] Result<TokenizerSource> readTokenizerJson(const std::filesystem::path &file);
[[nodiscard]] Result<TokenizerSource> readGgufTokenizer(const GgufFile &file);

} // namespace alcove::inference
