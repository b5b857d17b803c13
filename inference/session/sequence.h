#pragma once

#include "inference/model/drafter.h"
#include "inference/model/key_value_cache.h"
#include "inference/model/text_model.h"
#include "inference/result.h"
#include "inference/session/engine_parts.h"
#include "inference/session/prompt_rows.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <stop_token>
#include <vector>

namespace alcove::inference {

/// The tokens whose keys and values are in the cache, and the means to add to them.
/// Invariant: held().size() is the cache's length.
class Sequence {
public:
    [[nodiscard]] static Result<std::unique_ptr<Sequence>> create(Engine::Parts &engine, int64_t context);

    struct Reading {
        int64_t cached = 0;   ///< rows of the prompt that were already there
        bool stopped = false; ///< what was read until then is kept
    };

    /// Brings the sequence to the given prompt, reusing the longest prefix that it shares with it and
    /// that can be gone back to; at least the last `fresh` rows are computed, and their final hidden
    /// states are left in `hidden` [fresh, H].
    [[nodiscard]] Result<Reading> read(const PromptRows &prompt, int64_t fresh, Matrix &hidden,
        const std::function<void(int64_t done, int64_t total)> &progress, const std::stop_token &stop);

    /// Appends generated tokens; hidden: [tokens, H].
    TextModel::Outcome append(std::span<const TokenId> tokens, Matrix &hidden, const std::stop_token &stop);

    /// Takes back everything from `length` on. Free within the rings' slack, which drafts always are.
    void truncate(int64_t length);
    void reset();

    TextModel &model() { return m_model; }
    Drafter *drafter() { return m_drafter ? &*m_drafter : nullptr; }
    const KeyValueCache &cache() const { return m_cache; }
    const std::vector<PromptRow> &held() const { return m_held; }

private:
    Sequence(Engine::Parts &engine, KeyValueCache cache);
    int64_t reusablePrefix(const PromptRows &prompt, int64_t fresh) const;
    [[nodiscard]] Result<void> fillSoftRows(
        const PromptRows &prompt, int64_t first, int64_t last, std::vector<ChunkRow> &rows);

    TextModel m_model;
    std::optional<Drafter> m_drafter;
    KeyValueCache m_cache;
    std::vector<PromptRow> m_held;
    // Soft tokens of the picture or sound that is being read; a sound may span several chunks.
    std::vector<Matrix> m_softTokens;
    std::vector<uint64_t> m_softKeys;
};

/// Where the chunk that starts at `first` ends (excluded): after kChunkRows at most, but never inside a
/// picture, whose tokens see each other (spec 2.6).
int64_t chunkEnd(const PromptRows &prompt, int64_t first);

} // namespace alcove::inference
