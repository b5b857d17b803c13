#pragma once

#include "inference/model/drafter.h"
#include "inference/model/key_value_cache.h"
#include "inference/model/text_model.h"
#include "inference/model/weights.h"
#include "tests/inference/reference/rule_weights.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace alcove::inference {

/// A rule model of configs.json, ready to run, without files.
class ReferenceModel {
public:
    /// Ends the test program if the configuration is refused: nothing can be tested then.
    explicit ReferenceModel(const std::string &name, int threads = 2);

    /// An empty cache for so many positions.
    KeyValueCache newCache(CacheType type = CacheType::F32, int64_t context = 512) const;

    /// Logits [rows, vocabulary] of all rows, read in chunks of the given size (never cutting a block).
    std::vector<float> allLogits(const std::vector<ChunkRow> &rows, int64_t chunkSize, KeyValueCache &cache);

    /// Greedy tokens after a prompt that is in the cache, from the logits of its last row on.
    std::vector<TokenId> greedy(std::span<const float> lastLogits, int count, KeyValueCache &cache,
        std::vector<float> *lastUsed = nullptr);

    TextModel &text() { return *m_text; }
    ThreadPool &pool() { return m_pool; }
    const ModelConfig &config() const { return m_config; }
    const std::optional<VisionWeights> &vision() const { return m_vision; }
    const std::optional<AudioWeights> &audio() const { return m_audio; }

private:
    ModelConfig m_config;
    RuleTensors m_tensors;
    ThreadPool m_pool;
    TextWeights m_weights;
    std::optional<VisionWeights> m_vision;
    std::optional<AudioWeights> m_audio;
    std::unique_ptr<TextModel> m_text;
};

/// A rule drafter of configs.json for a reference model.
class ReferenceDrafter {
public:
    ReferenceDrafter(const std::string &name, ReferenceModel &target);
    Drafter &drafter() { return *m_drafter; }
    const DrafterConfig &config() const { return m_config; }

private:
    DrafterConfig m_config;
    RuleTensors m_tensors;
    DrafterWeights m_weights;
    std::unique_ptr<Drafter> m_drafter;
};

/// Rows of plain tokens.
std::vector<ChunkRow> tokenRows(const std::vector<TokenId> &ids);

/// Puts soft tokens under every maximal run of `placeholder`; one matrix a run. Images form blocks.
void placeSoftTokens(
    std::vector<ChunkRow> &rows, TokenId placeholder, const std::vector<Matrix> &runs, bool image);

} // namespace alcove::inference
