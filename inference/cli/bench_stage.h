#pragma once

#include "inference/compute/matrix_view.h"
#include "inference/model/drafter.h"
#include "inference/model/key_value_cache.h"
#include "inference/model/text_model.h"
#include "inference/result.h"
#include "inference/session/engine_parts.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace alcove::inference {

/// A loaded model with a cache of its own that can be set to any length at once: its entries are made
/// up, which changes no time. Borrows the engine.
class BenchStage {
public:
    [[nodiscard]] static Result<std::unique_ptr<BenchStage>> create(Engine &engine);

    Engine::Parts &parts() { return m_parts; }
    TextModel &model() { return m_model; }
    Drafter *drafter() { return m_drafter ? &*m_drafter : nullptr; }
    const KeyValueCache &cache() const { return m_cache; }

    /// Brings the cache to the given length, at most the context.
    void setDepth(int64_t depth);

    /// One pass over so many rows behind what the cache holds, with the logits of every row, as a round
    /// of drafting needs them. The cache keeps its length.
    void pass(int64_t rows);

    /// Reads a prompt of so many tokens behind what the cache holds, in the session's chunks, with the
    /// logits of its last token. The cache is longer afterwards.
    void readPrompt(int64_t tokens);

    /// One step of the drafter, which there must be.
    void draftStep();

private:
    BenchStage(Engine::Parts &parts, KeyValueCache cache);
    void fill(int64_t depth);

    Engine::Parts &m_parts;
    TextModel m_model;
    std::optional<Drafter> m_drafter;
    KeyValueCache m_cache;
    Matrix m_hidden;
    Matrix m_logits;
};

} // namespace alcove::inference
