#include "inference/formats/tokenizer_source.h"

#include "inference/formats/mapped_file.h"
#include "inference/formats/quoted.h"
#include "inference/formats/tokenizer_pieces.h"

#include <simdjson.h>

#include <format>
#include <optional>
#include <string_view>

namespace alcove::inference {

namespace {

namespace ondemand = simdjson::ondemand;
using simdjson::error_code;
using simdjson::SUCCESS;

constexpr size_t kLargestFile = size_t(256) << 20;
constexpr std::string_view kSpace = "▁";

/// Goes once through the file; simdjson reads on demand, so nothing is kept but the result. Each
/// function returns broken JSON as an error code and what Alcove does not do in m_refusal.
class TokenizerJson {
public:
    explicit TokenizerJson(std::string fileName) : m_fileName(std::move(fileName)) {}

    Result<TokenizerSource> read(std::string_view json);

private:
    error_code readTop(ondemand::object top);
    error_code readModel(ondemand::object model);
    error_code readModelSetting(std::string_view key, ondemand::value value);
    error_code readVocabulary(ondemand::object vocabulary);
    error_code readMerges(ondemand::array merges);
    error_code readMerge(ondemand::value merge);
    error_code readAddedTokens(ondemand::array tokens);
    error_code readAddedToken(ondemand::object token);
    error_code readNormalizer(ondemand::value value);
    error_code readPreTokenizer(ondemand::value value);
    void refuse(std::string what);
    std::unexpected<Error> refusal() const;

    std::string m_fileName;
    std::string m_refusal; ///< the first thing that is not Gemma's
    TokenizerPieces m_pieces;
    LargeVector<TokenizerSource::Merge> m_merges;
    /// Keeps the strings that it has taken apart.
    std::shared_ptr<ondemand::parser> m_parser = std::make_shared<ondemand::parser>();
    std::vector<int32_t> m_added;
    bool m_hasModel = false;
    bool m_hasNormalizer = false;
    bool m_byteFallback = false;
};

} // namespace

Result<TokenizerSource> readTokenizerJson(const std::filesystem::path &file)
{
    const auto mapped = MappedFile::open(file);
    if (!mapped)
        return std::unexpected(mapped.error());
    const std::string fileName = quotedPath(file);
    if (mapped->bytes().size() > kLargestFile)
        return failure(std::format("{} is larger than any tokenizer.", fileName), "Fetch the file again.");
    const auto *start = reinterpret_cast<const char *>(mapped->bytes().data());
    return TokenizerJson(fileName).read({start, mapped->bytes().size()});
}

namespace {

Result<TokenizerSource> TokenizerJson::read(std::string_view json)
{
    const simdjson::padded_string padded(json);
    ondemand::document document;
    ondemand::object top;
    error_code error = m_parser->iterate(padded).get(document);
    if (!error)
        error = document.get_object().get(top);
    if (!error)
        error = readTop(top);
    if (!m_refusal.empty())
        return refusal();
    if (error || !document.at_end())
        return failure(std::format("{} is not valid: {}.", m_fileName, simdjson::error_message(error)),
            "The file is incomplete or damaged; fetch it again.");
    if (!m_hasModel)
        refuse("it has no model");
    else if (!m_byteFallback)
        refuse("byte_fallback is not set");
    else if (!m_hasNormalizer)
        refuse("it has no rule for spaces");
    if (!m_refusal.empty())
        return refusal();
    return std::move(m_pieces)
        .finish(m_fileName, std::move(m_merges), std::move(m_added))
        .transform([this](TokenizerSource source) {
            source.owner = m_parser;
            return source;
        });
}

error_code TokenizerJson::readTop(ondemand::object top)
{
    for (auto field : top) {
        std::string_view key;
        if (const auto error = field.unescaped_key().get(key))
            return error;
        error_code error = SUCCESS;
        if (key == "model") {
            m_hasModel = true;
            ondemand::object model;
            error = field.value().get_object().get(model);
            if (!error)
                error = readModel(model);
        } else if (key == "added_tokens") {
            ondemand::array tokens;
            error = field.value().get_array().get(tokens);
            if (!error)
                error = readAddedTokens(tokens);
        } else if (key == "normalizer") {
            error = readNormalizer(field.value());
        } else if (key == "pre_tokenizer") {
            error = readPreTokenizer(field.value());
        }
        if (error || !m_refusal.empty())
            return error;
    }
    return SUCCESS;
}

error_code TokenizerJson::readModel(ondemand::object model)
{
    for (auto field : model) {
        std::string_view key;
        if (const auto error = field.unescaped_key().get(key))
            return error;
        error_code error = SUCCESS;
        if (key == "vocab") {
            ondemand::object vocabulary;
            error = field.value().get_object().get(vocabulary);
            if (error == simdjson::INCORRECT_TYPE) // the unigram kind has a list
                refuse("its vocabulary is not that of a BPE model");
            else if (!error)
                error = readVocabulary(vocabulary);
        } else if (key == "merges") {
            ondemand::array merges;
            error = field.value().get_array().get(merges);
            if (!error)
                error = readMerges(merges);
        } else {
            error = readModelSetting(key, field.value());
        }
        if (error || !m_refusal.empty())
            return error;
    }
    return SUCCESS;
}

/// A null or the neutral value is welcome, everything else changes how text is cut (spec 7.2).
error_code TokenizerJson::readModelSetting(std::string_view key, ondemand::value value)
{
    bool isNull = false;
    if (const auto error = value.is_null().get(isNull))
        return error;
    if (isNull)
        return SUCCESS;
    error_code error = SUCCESS;
    if (key == "type" || key == "continuing_subword_prefix" || key == "end_of_word_suffix") {
        std::string_view text;
        error = value.get_string().get(text);
        if (!error && text != (key == "type" ? "BPE" : ""))
            refuse(std::format("{} is {}", key, quotedName(text)));
    } else if (key == "dropout") {
        double dropout = 0;
        error = value.get_double().get(dropout);
        if (!error && dropout != 0)
            refuse("it drops merges at random");
    } else if (key == "byte_fallback" || key == "ignore_merges") {
        bool flag = false;
        error = value.get_bool().get(flag);
        if (!error && key == "byte_fallback")
            m_byteFallback = flag;
        else if (!error && flag)
            refuse("ignore_merges is set");
    }
    return error;
}

error_code TokenizerJson::readVocabulary(ondemand::object vocabulary)
{
    for (auto field : vocabulary) {
        std::string_view piece;
        if (const auto error = field.unescaped_key().get(piece))
            return error;
        int64_t id = 0;
        if (const auto error = field.value().get_int64().get(id))
            return error;
        m_pieces.add(id, piece);
    }
    return SUCCESS;
}

error_code TokenizerJson::readMerges(ondemand::array merges)
{
    for (auto merge : merges) {
        ondemand::value value;
        error_code error = merge.get(value);
        if (!error)
            error = readMerge(value);
        if (error || !m_refusal.empty())
            return error;
    }
    return SUCCESS;
}

/// ["a", "b"] in newer files, "a b" in older ones.
error_code TokenizerJson::readMerge(ondemand::value merge)
{
    ondemand::json_type type = {};
    if (const auto error = merge.type().get(type))
        return error;
    if (type == ondemand::json_type::string) {
        std::string_view text;
        if (const auto error = merge.get_string().get(text))
            return error;
        const auto parts = splitMerge(text);
        if (!parts)
            refuse(std::format("the merge {} has no second part", quotedName(text)));
        else
            m_merges.push_back(*parts);
        return SUCCESS;
    }
    ondemand::array list;
    if (const auto error = merge.get_array().get(list))
        return error;
    TokenizerSource::Merge parts;
    size_t count = 0;
    for (auto part : list) {
        std::string_view text;
        if (const auto error = part.get_string().get(text))
            return error;
        if (count++ < 2)
            (count == 1 ? parts.first : parts.second) = text;
    }
    if (count != 2)
        refuse(std::format("a merge has {} parts", count));
    m_merges.push_back(parts);
    return SUCCESS;
}

error_code TokenizerJson::readAddedTokens(ondemand::array tokens)
{
    for (auto element : tokens) {
        ondemand::object token;
        error_code error = element.get_object().get(token);
        if (!error)
            error = readAddedToken(token);
        if (error || !m_refusal.empty())
            return error;
    }
    return SUCCESS;
}

error_code TokenizerJson::readAddedToken(ondemand::object token)
{
    int64_t id = -1;
    std::string_view content;
    bool altersText = false;
    for (auto field : token) {
        std::string_view key;
        error_code error = field.unescaped_key().get(key);
        if (!error && key == "id") {
            error = field.value().get_int64().get(id);
        } else if (!error && key == "content") {
            error = field.value().get_string().get(content);
        } else if (!error && (key == "lstrip" || key == "rstrip" || key == "single_word")) {
            bool flag = false;
            error = field.value().get_bool().get(flag);
            altersText = altersText || flag;
        }
        if (error)
            return error;
    }
    if (altersText)
        refuse(std::format("the added token {} swallows what stands around it", quotedName(content)));
    m_pieces.add(id, content);
    m_added.push_back(int32_t(id)); // finish() refuses what does not fit
    return SUCCESS;
}

/// Replace " " by "▁", and nothing else.
error_code TokenizerJson::readNormalizer(ondemand::value value)
{
    m_hasNormalizer = true;
    ondemand::object normalizer;
    if (const auto error = value.get_object().get(normalizer)) {
        refuse("it has no rule for spaces");
        return error == simdjson::INCORRECT_TYPE ? SUCCESS : error;
    }
    std::string type, pattern, content;
    for (auto field : normalizer) {
        std::string_view key;
        error_code error = field.unescaped_key().get(key);
        if (!error && key == "type") {
            error = field.value().get_string(type);
        } else if (!error && key == "content") {
            error = field.value().get_string(content);
        } else if (!error && key == "pattern") {
            ondemand::object what;
            error = field.value().get_object().get(what);
            if (!error)
                error = what["String"].get_string(pattern);
        }
        if (error) {
            refuse("its normalizer is another one");
            return SUCCESS;
        }
    }
    if (type != "Replace" || pattern != " " || content != kSpace)
        refuse("its normalizer is another one");
    return SUCCESS;
}

/// Cutting at spaces has no effect, as none are left; other cuts would have one.
error_code TokenizerJson::readPreTokenizer(ondemand::value value)
{
    bool isNull = false;
    if (const auto error = value.is_null().get(isNull))
        return error;
    if (isNull)
        return SUCCESS;
    ondemand::object cut;
    std::string type, pattern;
    error_code error = value.get_object().get(cut);
    if (!error)
        error = cut["type"].get_string(type);
    if (!error && type == "Split")
        error = cut["pattern"]["String"].get_string(pattern);
    if (error || type != "Split" || pattern != " ")
        refuse(std::format("its pre_tokenizer is {}", type == "Split" ? "another split" : quotedName(type)));
    return SUCCESS;
}

void TokenizerJson::refuse(std::string what)
{
    if (m_refusal.empty())
        m_refusal = std::move(what);
}

std::unexpected<Error> TokenizerJson::refusal() const
{
    return failure(std::format("{} is no tokenizer of Gemma 4: {}.", m_fileName, m_refusal),
        "Use the tokenizer.json that came with the model.");
}

} // namespace

} // namespace alcove::inference
