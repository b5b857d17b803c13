#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace alcove::inference {

/// A vocabulary of Gemma's size and shape that can be made without any file: control tokens, line
/// feeds, runs of spaces, byte pieces and single characters where the 12B has them (spec 6.1), and
/// rows of up to four English letters everywhere else, each with the merges that lead to it.
struct SyntheticVocabulary {
    std::vector<std::string> pieces; ///< by id
    std::vector<int32_t> types;      ///< 1 ordinary, 3 control, 4 structure, 6 byte
    std::vector<std::string> merges; ///< "left right", best first
};

constexpr int kSyntheticVocabularySize = 262'144;

SyntheticVocabulary makeSyntheticVocabulary();

} // namespace alcove::inference
