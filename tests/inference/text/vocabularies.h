#pragma once

#include "inference/formats/tokenizer_source.h"
#include "inference/text/tokenizer.h"

#include <filesystem>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace alcove::inference {

/// The tokenizer of a file; these end the test if it cannot be read.
Tokenizer jsonTokenizer(const std::filesystem::path &file);
Tokenizer ggufTokenizer(const std::filesystem::path &file);

/// That of the model that is files (golden/README section 3).
Tokenizer goldenTokenizer();
/// The same vocabulary out of the GGUF file.
Tokenizer goldenGgufTokenizer();

/// The text as a vocabulary holds it: kept until the test program ends.
std::string_view kept(std::string text);

/// A vocabulary made for one test: these pieces from id 0 on, then the 256 byte pieces.
TokenizerSource smallVocabulary(
    std::initializer_list<std::string> pieces, std::initializer_list<TokenizerSource::Merge> merges = {});
Tokenizer tokenizerOf(TokenizerSource source);

/// Merges pair by pair, each time looking at all of them: slow and plainly right (spec 7.2).
std::vector<TokenId> mergedTheSlowWay(const TokenizerSource &source, std::string_view text);

} // namespace alcove::inference
