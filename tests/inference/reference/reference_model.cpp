#include "tests/inference/reference/reference_model.h"

#include "tests/inference/reference/golden_file.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

namespace alcove::inference {

namespace {

template <typename T>
T orAbort(Result<T> result)
{
    if (result)
        return std::move(*result);
    std::fprintf(stderr, "%s\n", result.error().message().c_str());
    std::abort();
}

const nlohmann::json &configurations()
{
    static const nlohmann::json json = readGoldenJson("configs.json");
    return json;
}

} // namespace

ReferenceModel::ReferenceModel(const std::string &name, int threads)
    : m_config(orAbort(modelConfigFromJson(configurations().at("models").at(name))))
    , m_tensors(m_config)
    , m_pool(threads)
{
    const TensorNames names(m_tensors.table(), TensorStyle::HuggingFace);
    m_weights = orAbort(readTextWeights(names, m_config.text));
    if (m_config.vision)
        m_vision = orAbort(readVisionWeights(names, *m_config.vision, m_config.text.hiddenSize));
    if (m_config.audio)
        m_audio = orAbort(readAudioWeights(names, *m_config.audio, m_config.text.hiddenSize));
    m_text = std::make_unique<TextModel>(m_config.text, m_weights, m_pool);
}

KeyValueCache ReferenceModel::newCache(CacheType type, int64_t context) const
{
    return orAbort(KeyValueCache::create(m_config.text, context, type));
}

std::vector<float> ReferenceModel::allLogits(
    const std::vector<ChunkRow> &rows, int64_t chunkSize, KeyValueCache &cache)
{
    std::vector<float> all;
    for (size_t first = 0; first < rows.size();) {
        size_t last = std::min(rows.size(), first + size_t(chunkSize));
        while (last < rows.size() && rows[last].blockLast >= 0 && rows[last].blockFirst < int64_t(last))
            ++last;
        Matrix hidden;
        Matrix logits;
        m_text->run({.firstPosition = int64_t(first),
                        .rows = std::span(rows).subspan(first, last - first),
                        .hiddenRows = int64_t(last - first)},
            cache, hidden);
        m_text->logits(hidden.view(), logits);
        const float *data = logits.view().data;
        all.insert(all.end(), data, data + logits.rows() * logits.columns());
        first = last;
    }
    return all;
}

std::vector<TokenId> ReferenceModel::greedy(
    std::span<const float> lastLogits, int count, KeyValueCache &cache, std::vector<float> *lastUsed)
{
    std::vector<TokenId> tokens;
    std::vector<float> current(lastLogits.begin(), lastLogits.end());
    while (true) {
        tokens.push_back(TokenId(std::ranges::max_element(current) - current.begin()));
        if (int(tokens.size()) == count)
            break;
        const ChunkRow row{.token = tokens.back()};
        Matrix hidden;
        Matrix logits;
        m_text->run({.firstPosition = cache.length(), .rows = {&row, 1}}, cache, hidden);
        m_text->logits(hidden.view(), logits);
        current.assign(logits.row(0).begin(), logits.row(0).end());
    }
    if (lastUsed)
        *lastUsed = current;
    return tokens;
}

ReferenceDrafter::ReferenceDrafter(const std::string &name, ReferenceModel &target)
    : m_config(orAbort(drafterConfigFromJson(configurations().at("drafters").at(name))))
    , m_tensors(m_config)
{
    m_weights =
        orAbort(readDrafterWeights(TensorNames(m_tensors.table(), TensorStyle::HuggingFace), m_config));
    m_drafter = std::make_unique<Drafter>(m_config, m_weights, target.text());
}

std::vector<ChunkRow> tokenRows(const std::vector<TokenId> &ids)
{
    std::vector<ChunkRow> rows(ids.size());
    for (size_t i = 0; i < ids.size(); ++i)
        rows[i].token = ids[i];
    return rows;
}

void placeSoftTokens(
    std::vector<ChunkRow> &rows, TokenId placeholder, const std::vector<Matrix> &runs, bool image)
{
    size_t run = 0;
    for (size_t first = 0; first < rows.size();) {
        size_t last = first;
        while (last < rows.size() && rows[last].token == placeholder)
            ++last;
        if (last == first) {
            ++first;
            continue;
        }
        for (size_t r = first; r < last; ++r) {
            rows[r].soft = runs.at(run).row(int64_t(r - first)).data();
            if (image) {
                rows[r].blockFirst = int64_t(first);
                rows[r].blockLast = int64_t(last) - 1;
            }
        }
        ++run;
        first = last;
    }
}

} // namespace alcove::inference
