#include "inference/cli/bench_stage.h"

#include "inference/session/prompt_rows.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace alcove::inference {

namespace {

/// Any token will do; these differ, so that no row of the table is read twice from the cache.
TokenId benchToken(int64_t index, int vocabulary)
{
    return TokenId((index * 7919 + 1000) % vocabulary);
}

} // namespace

Result<std::unique_ptr<BenchStage>> BenchStage::create(Engine &engine)
{
    Engine::Parts &parts = engine.parts();
    Result<KeyValueCache> cache =
        KeyValueCache::create(parts.config().text, parts.context, parts.options.cache);
    if (!cache)
        return std::unexpected(cache.error());
    return std::unique_ptr<BenchStage>(new BenchStage(parts, std::move(*cache)));
}

BenchStage::BenchStage(Engine::Parts &parts, KeyValueCache cache)
    : m_parts(parts)
    , m_model(parts.config().text, parts.text, *parts.pool)
    , m_cache(std::move(cache))
{
    if (parts.drafter)
        m_drafter.emplace(*parts.model.drafterConfig, *parts.drafter, m_model);
}

void BenchStage::setDepth(int64_t depth)
{
    if (m_cache.canRewindTo(depth))
        m_cache.rewindTo(depth);
    else
        fill(depth);
}

void BenchStage::fill(int64_t depth)
{
    m_cache.reset();
    m_cache.beginWriting(depth);
    for (int layer = 0; layer < m_model.config().layerCount(); ++layer) {
        const EntryLayout layout = m_cache.layout(layer);
        std::vector<float> entry(size_t(layout.floats()));
        for (size_t i = 0; i < entry.size(); ++i)
            entry[i] = std::sin(float(i)); // of the size of a normed key
        const int64_t entryBytes = layout.bytes(m_cache.type());
        const int64_t slotBytes = m_cache.slotBytes(layer);
        std::vector<std::byte> slots(size_t(kChunkRows * slotBytes));
        for (int64_t offset = 0; offset + entryBytes <= int64_t(slots.size()); offset += entryBytes)
            encodeEntry(bestIsa(), m_cache.type(), layout, entry, slots.data() + offset);
        for (int64_t first = 0; first < depth; first += kChunkRows) {
            const int64_t count = std::min<int64_t>(kChunkRows, depth - first);
            m_cache.store(*m_parts.pool, layer, first, std::span(slots).first(size_t(count * slotBytes)));
        }
    }
    m_cache.finishWriting(depth);
}

void BenchStage::pass(int64_t rows)
{
    const int64_t depth = m_cache.length();
    std::vector<ChunkRow> chunkRows(size_t(rows), ChunkRow{});
    for (int64_t r = 0; r < rows; ++r)
        chunkRows[size_t(r)].token = benchToken(depth + r, m_model.config().vocabularySize);
    m_model.run({.firstPosition = depth, .rows = chunkRows, .hiddenRows = rows}, m_cache, m_hidden);
    m_model.logits(m_hidden.view(), m_logits);
    setDepth(depth);
}

void BenchStage::readPrompt(int64_t tokens)
{
    const int64_t depth = m_cache.length();
    for (int64_t done = 0; done < tokens; done += kChunkRows) {
        const int64_t rows = std::min<int64_t>(kChunkRows, tokens - done);
        const bool isLast = done + rows == tokens;
        std::vector<ChunkRow> chunkRows(size_t(rows), ChunkRow{});
        for (int64_t r = 0; r < rows; ++r)
            chunkRows[size_t(r)].token = benchToken(depth + done + r, m_model.config().vocabularySize);
        m_model.run({.firstPosition = depth + done, .rows = chunkRows, .hiddenRows = isLast ? 1 : 0}, m_cache,
            m_hidden);
    }
    m_model.logits(m_hidden.view(), m_logits);
}

void BenchStage::draftStep()
{
    if (m_hidden.rows() == 0)
        pass(1);
    m_drafter->beginRound(m_hidden.row(0));
    m_drafter->step(benchToken(m_cache.length(), m_model.config().vocabularySize), m_cache);
}

} // namespace alcove::inference
