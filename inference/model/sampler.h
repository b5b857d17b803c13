#pragma once

#include "inference/text/token.h"

#include <cstdint>
#include <random>
#include <span>
#include <vector>

namespace alcove::inference {

struct SamplingSettings {
    bool greedy = false;
    float temperature = 1.0F;
    int topK = 64; ///< 0: all
    float topP = 0.95F;
    float minP = 0.0F;
    float repeatPenalty = 1.0F;
    uint64_t seed = 0;
};

struct TokenProbability {
    TokenId id = kNoToken;
    double probability = 0.0;
};

/// The distribution that a token is drawn from, most probable first, probabilities summing to 1.
/// Order of steps: suppress, repetition penalty, temperature, top-k (ties kept), top-p, min-p (spec 6.7).
/// Greedy gives one entry; of equal logits the lowest id wins.
std::vector<TokenProbability> distribution(std::span<const float> logits, std::span<const TokenId> history,
    std::span<const TokenId> suppressed, const SamplingSettings &settings);

/// Draws tokens. One object an answer; the same seed draws the same tokens. Not thread-safe.
class Sampler {
public:
    explicit Sampler(const SamplingSettings &settings);

    const SamplingSettings &settings() const { return m_settings; }
    TokenId draw(std::span<const TokenProbability> distribution);

    /// Verifies a token proposed by a drafter that proposes its best (spec 5.5): accepts it with its
    /// probability, else draws from the rest. It does so by drawing and looking whether the proposal
    /// came, which is the same and takes one random number as draw() does: a seed gives the same answer
    /// with and without drafts, however many there are.
    struct Verdict {
        bool accepted = false;
        TokenId token = kNoToken; ///< the proposed one, or the one drawn in its place
    };
    Verdict verify(TokenId proposed, std::span<const TokenProbability> distribution);

private:
    double nextUniform(); ///< [0, 1)

    SamplingSettings m_settings;
    std::mt19937_64 m_random;
};

/// The index of the largest logit, the lowest of equals, suppressed ids passed over.
TokenId argmax(std::span<const float> logits, std::span<const TokenId> suppressed);

} // namespace alcove::inference
