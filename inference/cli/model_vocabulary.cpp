#include "inference/cli/model_vocabulary.h"

#include "inference/formats/gguf.h"
#include "inference/formats/tokenizer_source.h"

#include <system_error>

namespace alcove::inference {

namespace {

Result<TokenizerSource> sourceOf(const std::filesystem::path &model);

} // namespace

Result<Tokenizer> readVocabulary(const std::filesystem::path &model)
{
    Result<TokenizerSource> source = sourceOf(model);
    if (!source)
        return std::unexpected(std::move(source.error()));
    return Tokenizer::create(std::move(*source));
}

namespace {

Result<TokenizerSource> sourceOf(const std::filesystem::path &model)
{
    std::error_code ignored;
    if (std::filesystem::is_directory(model, ignored))
        return readTokenizerJson(model / "tokenizer.json");
    const Result<GgufFile> file = GgufFile::open(model);
    if (!file)
        return std::unexpected(file.error());
    return readGgufTokenizer(*file);
}

} // namespace

} // namespace alcove::inference
