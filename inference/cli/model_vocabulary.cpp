#include "inference/cli/model_vocabulary.h"

#include "inference/formats/gguf.h"
#include "inference/formats/tokenizer_source.h"

#include <system_error>
#include <utility>

namespace alcove::inference {

namespace {

Result<Tokenizer> tokenizerOf(Result<TokenizerSource> source)
{
    return std::move(source).and_then(Tokenizer::create);
}

} // namespace

Result<Tokenizer> readVocabulary(const std::filesystem::path &model)
{
    std::error_code ignored;
    if (std::filesystem::is_directory(model, ignored))
        return tokenizerOf(readTokenizerJson(model / "tokenizer.json"));
    const Result<GgufFile> file = GgufFile::open(model);
    if (!file)
        return std::unexpected(file.error());
    return tokenizerOf(readGgufTokenizer(*file));
}

} // namespace alcove::inference
