#pragma once

#include "inference/session/model_drafts.h"

#include <cstdint>
#include <random>
#include <span>
#include <vector>

namespace alcove::inference {

/// Drafts that are right with a given probability, for measuring what drafting is worth without a
/// trained drafter. Each costs a true step of the drafter behind it; then the token that is known to
/// come takes its place, or another one. What it says of its own probability is the given one.
class ReplayDrafts : public DraftModel {
public:
    /// conversation: prompt and answer of a run without drafts, which one with drafts repeats.
    ReplayDrafts(DraftModel &drafter, std::span<const TokenId> conversation, double probability);

    void beginRound(std::span<const float> hidden, TokenId newest, int64_t count) override;
    DraftToken next() override;

private:
    bool isRight();

    DraftModel &m_drafter;
    std::span<const TokenId> m_conversation;
    double m_probability;
    int64_t m_next = 0;
    // Shuffled blocks in which exactly the given share is right: less luck in a short run.
    std::vector<bool> m_outcomes;
    std::mt19937_64 m_random{2026};
};

} // namespace alcove::inference
