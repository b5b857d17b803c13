#include "inference/session/sequence.h"

#include <algorithm>
#include <format>
#include <utility>

namespace alcove::inference {

Result<std::unique_ptr<Sequence>> Sequence::create(Engine::Parts &engine, int64_t context)
{
    Result<KeyValueCache> cache = KeyValueCache::create(engine.config().text, context, engine.options.cache);
    if (!cache)
        return std::unexpected(cache.error());
    return std::unique_ptr<Sequence>(new Sequence(engine, std::move(*cache)));
}

Sequence::Sequence(Engine::Parts &engine, KeyValueCache cache)
    : m_model(engine.config().text, engine.text, *engine.pool)
    , m_cache(std::move(cache))
{
    if (engine.drafter)
        m_drafter.emplace(*engine.model.drafterConfig, *engine.drafter, m_model);
}

Result<Sequence::Reading> Sequence::read(const PromptRows &prompt, int64_t fresh, Matrix &hidden,
    const std::function<void(int64_t, int64_t)> &progress, const std::stop_token &stop)
{
    const int64_t length = int64_t(prompt.rows.size());
    Reading reading{.cached = reusablePrefix(prompt, fresh)};
    truncate(reading.cached);
    const int64_t total = length - reading.cached;
    for (int64_t first = reading.cached; first < length;) {
        if (progress)
            progress(first - reading.cached, total);
        const int64_t last = chunkEnd(prompt, first);
        std::vector<ChunkRow> rows(size_t(last - first));
        for (int64_t r = first; r < last; ++r)
            rows[size_t(r - first)].token = prompt.rows[size_t(r)].token;
        if (Result<void> filled = fillSoftRows(prompt, first, last, rows); !filled)
            return std::unexpected(filled.error());

        const int64_t wanted = std::max(int64_t(0), last - (length - fresh));
        Matrix chunkHidden;
        const Chunk chunk{.firstPosition = first, .rows = rows, .hiddenRows = std::min(wanted, last - first)};
        if (m_model.run(chunk, m_cache, chunkHidden, stop) == TextModel::Outcome::Stopped) {
            truncate(first);
            reading.stopped = true;
            return reading;
        }
        m_held.insert(m_held.end(), prompt.rows.begin() + first, prompt.rows.begin() + last);
        if (chunk.hiddenRows > 0) {
            hidden.resize(fresh, m_model.config().hiddenSize);
            const int64_t offset = last - chunk.hiddenRows - (length - fresh);
            for (int64_t r = 0; r < chunk.hiddenRows; ++r)
                std::ranges::copy(chunkHidden.row(r), hidden.row(offset + r).begin());
        }
        first = last;
    }
    m_softTokens.clear();
    m_softKeys.clear();
    if (progress)
        progress(total, total);
    return reading;
}

TextModel::Outcome Sequence::append(
    std::span<const TokenId> tokens, Matrix &hidden, const std::stop_token &stop)
{
    std::vector<ChunkRow> rows(tokens.size());
    for (size_t i = 0; i < tokens.size(); ++i)
        rows[i].token = tokens[i];
    const Chunk chunk{.firstPosition = m_cache.length(), .rows = rows, .hiddenRows = int64_t(tokens.size())};
    const TextModel::Outcome outcome = m_model.run(chunk, m_cache, hidden, stop);
    if (outcome == TextModel::Outcome::Done)
        for (const TokenId token : tokens)
            m_held.push_back({.token = token});
    return outcome;
}

void Sequence::truncate(int64_t length)
{
    if (!m_cache.canRewindTo(length)) {
        reset();
        return;
    }
    m_cache.rewindTo(length);
    m_held.resize(size_t(length));
}

void Sequence::reset()
{
    m_cache.reset();
    m_held.clear();
}

int64_t Sequence::reusablePrefix(const PromptRows &prompt, int64_t fresh) const
{
    const auto difference = std::ranges::mismatch(m_held, prompt.rows);
    int64_t shared = difference.in1 - m_held.begin();
    shared = std::min(shared, int64_t(prompt.rows.size()) - fresh);
    // A picture's keys hang together: it is reused whole or read again whole.
    for (const MediaItem &item : prompt.media)
        if (item.image && shared > item.firstRow && shared < item.firstRow + item.tokens)
            shared = item.firstRow;
    return m_cache.canRewindTo(shared) ? shared : 0;
}

Result<void> Sequence::fillSoftRows(
    const PromptRows &prompt, int64_t first, int64_t last, std::vector<ChunkRow> &rows)
{
    for (const MediaItem &item : prompt.media) {
        const int64_t itemLast = item.firstRow + item.tokens;
        const int64_t from = std::max(first, item.firstRow);
        const int64_t to = std::min(last, itemLast);
        if (from >= to)
            continue;
        if (m_softKeys.empty() || m_softKeys.back() != item.key) {
            Result<Matrix> embedded = item.embed();
            if (!embedded)
                return std::unexpected(embedded.error());
            if (embedded->rows() != item.tokens)
                return failure("A picture or recording changed while it was being read.", "Send it again.");
            m_softTokens.push_back(std::move(*embedded));
            m_softKeys.push_back(item.key);
        }
        const Matrix &soft = m_softTokens.back();
        for (int64_t r = from; r < to; ++r) {
            ChunkRow &row = rows[size_t(r - first)];
            row.soft = soft.row(r - item.firstRow).data();
            if (item.image) {
                row.blockFirst = item.firstRow;
                row.blockLast = itemLast - 1;
            }
        }
    }
    return {};
}

int64_t chunkEnd(const PromptRows &prompt, int64_t first)
{
    int64_t end = std::min(first + kChunkRows, int64_t(prompt.rows.size()));
    for (const MediaItem &item : prompt.media) {
        const int64_t itemEnd = item.firstRow + item.tokens;
        if (item.image && end > item.firstRow && end < itemEnd)
            end = item.firstRow > first ? item.firstRow : itemEnd;
    }
    return end;
}

} // namespace alcove::inference
