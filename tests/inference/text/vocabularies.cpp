#include "tests/inference/text/vocabularies.h"

#include "inference/text/utf8.h"

#include <QtGlobal>

#include <algorithm>
#include <format>
#include <map>
#include <ranges>

namespace alcove::inference {

Tokenizer jsonTokenizer(const std::filesystem::path &file)
{
    auto source = readTokenizerJson(file);
    if (!source)
        qFatal("%s", source.error().message().c_str());
    return tokenizerOf(std::move(*source));
}

Tokenizer ggufTokenizer(const std::filesystem::path &file)
{
    auto gguf = GgufFile::open(file);
    if (!gguf)
        qFatal("%s", gguf.error().message().c_str());
    auto source = readGgufTokenizer(*gguf);
    if (!source)
        qFatal("%s", source.error().message().c_str());
    return tokenizerOf(std::move(*source));
}

Tokenizer goldenTokenizer()
{
    return jsonTokenizer(ALCOVE_GOLDEN_DIR "/tiny-file/tokenizer.json");
}

Tokenizer goldenGgufTokenizer()
{
    return ggufTokenizer(ALCOVE_GOLDEN_DIR "/tiny-file-text.gguf");
}

TokenizerSource smallVocabulary(
    std::vector<std::string> pieces, std::vector<std::pair<std::string, std::string>> merges)
{
    for (int byte = 0; byte < 256; ++byte)
        pieces.push_back(std::format("<0x{:02X}>", byte));
    return {.pieces = std::move(pieces), .merges = std::move(merges), .addedTokens = {}};
}

Tokenizer tokenizerOf(TokenizerSource source)
{
    auto tokenizer = Tokenizer::create(std::move(source));
    if (!tokenizer)
        qFatal("%s", tokenizer.error().message().c_str());
    return std::move(*tokenizer);
}

std::vector<TokenId> mergedTheSlowWay(const TokenizerSource &source, std::string_view text)
{
    std::map<std::string, TokenId> ids;
    for (const auto &[id, piece] : std::views::enumerate(source.pieces)) {
        if (!std::ranges::contains(source.addedTokens, int32_t(id)))
            ids[piece] = TokenId(id);
    }
    std::map<std::pair<std::string, std::string>, size_t> ranks;
    for (const auto &[rank, merge] : std::views::enumerate(source.merges)) {
        if (ids.contains(merge.first + merge.second))
            ranks.emplace(merge, size_t(rank));
    }
    std::vector<std::string> symbols;
    while (!text.empty()) {
        const size_t length = firstCharacter(text).length;
        symbols.emplace_back(text.front() == ' ' ? "\u2581" : text.substr(0, length));
        text.remove_prefix(length);
    }
    while (true) {
        auto best = ranks.end();
        size_t position = 0;
        for (size_t i = 0; i + 1 < symbols.size(); ++i) {
            const auto merge = ranks.find({symbols[i], symbols[i + 1]});
            if (merge != ranks.end() && (best == ranks.end() || merge->second < best->second)) {
                best = merge;
                position = i;
            }
        }
        if (best == ranks.end())
            break;
        symbols[position] += symbols[position + 1];
        symbols.erase(symbols.begin() + std::ptrdiff_t(position) + 1);
    }
    std::vector<TokenId> result;
    for (const std::string &symbol : symbols) {
        if (const auto id = ids.find(symbol); id != ids.end()) {
            result.push_back(id->second);
            continue;
        }
        for (const char byte : symbol)
            result.push_back(ids.at(std::format("<0x{:02X}>", uint8_t(byte))));
    }
    return result;
}

} // namespace alcove::inference
