#include "tests/inference/text/vocabularies.h"

#include "inference/text/utf8.h"

#include <QtGlobal>

#include <algorithm>
#include <deque>
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

std::string_view kept(std::string text)
{
    static std::deque<std::string> all;
    return all.emplace_back(std::move(text));
}

TokenizerSource smallVocabulary(
    std::initializer_list<std::string> pieces, std::initializer_list<TokenizerSource::Merge> merges)
{
    TokenizerSource source;
    for (const std::string &piece : pieces)
        source.pieces.push_back(kept(piece));
    for (int byte = 0; byte < 256; ++byte)
        source.pieces.push_back(kept(std::format("<0x{:02X}>", byte)));
    source.merges = merges;
    return source;
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
            ids[std::string(piece)] = TokenId(id);
    }
    std::map<TokenizerSource::Merge, size_t> ranks;
    for (const auto &[rank, merge] : std::views::enumerate(source.merges)) {
        const auto &[left, right] = merge;
        if (ids.contains(std::string(left).append(right)))
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
