#include "inference/formats/tokenizer_source.h"

#include "inference/formats/quoted.h"
#include "inference/formats/tokenizer_pieces.h"

#include <simdjson.h>

#include <algorithm>
#include <format>
#include <string_view>

namespace alcove::inference {

namespace {

/// Token types as llama.cpp numbers them.
enum class TokenType : int64_t { Unknown = 2, Control = 3, UserDefined = 4 };

constexpr std::string_view kRemedy = "The file is damaged or of another model; fetch it again.";

Result<void> checkKind(const GgufFile &file, const std::string &fileName);
bool isReadable(const GgufTexts &texts);
std::vector<int32_t> addedTokens(const std::vector<int64_t> &types);

template <typename List>
const List *listAt(const GgufFile &file, std::string_view key)
{
    const GgufArray *array = file.array(key);
    return array ? std::get_if<List>(array) : nullptr;
}

} // namespace

Result<TokenizerSource> readGgufTokenizer(const GgufFile &file)
{
    const std::string fileName = quotedPath(file.files().front().path());
    if (const auto accepted = checkKind(file, fileName); !accepted)
        return std::unexpected(accepted.error());
    const auto *tokens = listAt<GgufTexts>(file, "tokenizer.ggml.tokens");
    const auto *types = listAt<std::vector<int64_t>>(file, "tokenizer.ggml.token_type");
    const auto *merges = listAt<GgufTexts>(file, "tokenizer.ggml.merges");
    if (!tokens || !types || !merges)
        return failure(std::format("{} has no complete vocabulary (tokens, token types, merges).", fileName),
            std::string(kRemedy));
    if (types->size() != tokens->size())
        return failure(
            std::format("{} has {} tokens but {} token types.", fileName, tokens->size(), types->size()),
            std::string(kRemedy));
    if (!isReadable(*tokens) || !isReadable(*merges))
        return failure(
            std::format("The vocabulary in {} is not valid UTF-8.", fileName), std::string(kRemedy));
    TokenizerPieces pieces;
    pieces.reserve(tokens->size());
    for (size_t id = 0; id < tokens->size(); ++id)
        pieces.add(int64_t(id), (*tokens)[id]);
    LargeVector<TokenizerSource::Merge> pairs;
    pairs.reserve(merges->size());
    for (const std::string_view merge : *merges) {
        const auto pair = splitMerge(merge);
        if (!pair)
            return failure(
                std::format("{} has the merge {} without a second part.", fileName, quotedName(merge)),
                std::string(kRemedy));
        pairs.push_back(*pair);
    }
    return std::move(pieces).finish(fileName, std::move(pairs), addedTokens(*types));
}

namespace {

Result<void> checkKind(const GgufFile &file, const std::string &fileName)
{
    const std::string_view model = file.string("tokenizer.ggml.model").value_or("");
    const std::string_view cut = file.string("tokenizer.ggml.pre").value_or("");
    // Spec 7.5: some writers say "llama" and name Gemma 4 as the way of cutting only.
    if (model == "gemma4" || (model == "llama" && cut == "gemma4"))
        return {};
    return failure(model.empty() ? std::format("{} has no tokenizer.", fileName)
                                 : std::format("{} has a tokenizer of the kind {}, not Gemma 4's.", fileName,
                                       quotedName(model)),
        "Choose a file of Gemma 4 12B.");
}

bool isReadable(const GgufTexts &texts)
{
    return std::ranges::all_of(
        texts, [](std::string_view text) { return simdjson::validate_utf8(text.data(), text.size()); });
}

std::vector<int32_t> addedTokens(const std::vector<int64_t> &types)
{
    std::vector<int32_t> added;
    for (size_t id = 0; id < types.size(); ++id) {
        const auto type = TokenType(types[id]);
        // Files differ in whether <unk> is unknown or control; text can become neither.
        if (type == TokenType::Control || type == TokenType::UserDefined || type == TokenType::Unknown)
            added.push_back(int32_t(id));
    }
    return added;
}

} // namespace

} // namespace alcove::inference
