#pragma once

#include "inference/formats/gguf.h"
#include "inference/large_vector.h"
#include "inference/result.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

namespace alcove::inference {

/// What a file says about its vocabulary, whichever kind of file it is (spec 7.2, 7.5). A million and a half
/// strings: they are views, of the open GGUF file or of what `owner` keeps.
struct TokenizerSource {
    using Merge = std::pair<std::string_view, std::string_view>;
    LargeVector<std::string_view> pieces; ///< by id; "▁" stands for a space
    LargeVector<Merge> merges;            ///< best first
    std::vector<int32_t> addedTokens;     ///< ids that typed text can never become
    std::shared_ptr<const void> owner;
};

/// Blocking. Both refuse what is not this BPE (dropout, another model, ids out of range) with a sentence.
/// The GGUF file must outlive its source.
[[nodiscard]] Result<TokenizerSource> readTokenizerJson(const std::filesystem::path &file);
[[nodiscard]] Result<TokenizerSource> readGgufTokenizer(const GgufFile &file);

} // namespace alcove::inference
