#include "inference/model/sampler.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

namespace alcove::inference {

namespace {

constexpr float kExcluded = -std::numeric_limits<float>::infinity();

struct Candidate {
    TokenId id = kNoToken;
    float score = 0.0F;
};

bool better(const Candidate &a, const Candidate &b);
std::vector<float> adjustedScores(std::span<const float> logits, std::span<const TokenId> history,
    std::span<const TokenId> suppressed, const SamplingSettings &settings);
float topKThreshold(std::span<const float> scores, int topK);
std::vector<Candidate> candidatesFrom(std::span<const float> scores, float threshold);
std::vector<TokenProbability> nucleus(std::vector<Candidate> candidates, float topP);
void dropUnlikely(std::vector<TokenProbability> &tokens, float minP);
void normalise(std::vector<TokenProbability> &tokens);
bool isIdOf(TokenId id, std::span<const float> logits);

} // namespace

std::vector<TokenProbability> distribution(std::span<const float> logits, std::span<const TokenId> history,
    std::span<const TokenId> suppressed, const SamplingSettings &settings)
{
    const std::vector<float> scores = adjustedScores(logits, history, suppressed, settings);
    if (settings.greedy || settings.temperature <= 0.0F) {
        const TokenId best = argmax(scores, {});
        return best == kNoToken ? std::vector<TokenProbability>() : std::vector{TokenProbability{best, 1.0}};
    }
    std::vector<Candidate> candidates = candidatesFrom(scores, topKThreshold(scores, settings.topK));
    if (candidates.empty())
        return {};
    std::vector<TokenProbability> tokens = nucleus(std::move(candidates), settings.topP);
    dropUnlikely(tokens, settings.minP);
    normalise(tokens);
    return tokens;
}

TokenId argmax(std::span<const float> logits, std::span<const TokenId> suppressed)
{
    TokenId best = kNoToken;
    float bestLogit = kExcluded;
    for (size_t i = 0; i < logits.size(); ++i) {
        if (logits[i] > bestLogit && std::ranges::find(suppressed, TokenId(i)) == suppressed.end()) {
            best = TokenId(i);
            bestLogit = logits[i];
        }
    }
    return best;
}

Sampler::Sampler(const SamplingSettings &settings) : m_settings(settings), m_random(settings.seed) {}

TokenId Sampler::draw(std::span<const TokenProbability> distribution)
{
    double left = nextUniform();
    for (const TokenProbability &token : distribution) {
        left -= token.probability;
        if (left < 0.0)
            return token.id;
    }
    // The sum fell a rounding short of 1.
    return distribution.empty() ? kNoToken : distribution.front().id;
}

Sampler::Verdict Sampler::verify(TokenId proposed, std::span<const TokenProbability> distribution)
{
    const TokenId drawn = draw(distribution);
    return {.accepted = drawn == proposed, .token = drawn};
}

/// The upper 53 bits, so that every platform draws the same number from a seed.
double Sampler::nextUniform()
{
    return double(m_random() >> 11) * 0x1.0p-53;
}

namespace {

/// Best first; of equals the lowest id.
bool better(const Candidate &a, const Candidate &b)
{
    return a.score != b.score ? a.score > b.score : a.id < b.id;
}

std::vector<float> adjustedScores(std::span<const float> logits, std::span<const TokenId> history,
    std::span<const TokenId> suppressed, const SamplingSettings &settings)
{
    std::vector<float> scores(logits.begin(), logits.end());
    if (settings.repeatPenalty != 1.0F) {
        // From the untouched logits, so that an id that occurs twice is not punished twice.
        for (const TokenId id : history) {
            if (!isIdOf(id, logits))
                continue;
            const float logit = logits[size_t(id)];
            scores[size_t(id)] =
                logit > 0.0F ? logit / settings.repeatPenalty : logit * settings.repeatPenalty;
        }
    }
    if (settings.temperature > 0.0F && settings.temperature != 1.0F) {
        for (float &score : scores)
            score /= settings.temperature;
    }
    for (const TokenId id : suppressed) {
        if (isIdOf(id, logits))
            scores[size_t(id)] = kExcluded;
    }
    return scores;
}

/// The k-th largest score: one pass over the vocabulary with a heap of k, instead of sorting it.
float topKThreshold(std::span<const float> scores, int topK)
{
    if (topK <= 0 || size_t(topK) >= scores.size())
        return kExcluded;
    std::vector<float> largest;
    largest.reserve(size_t(topK));
    for (const float score : scores) {
        if (largest.size() < size_t(topK)) {
            if (!std::isfinite(score))
                continue;
            largest.push_back(score);
            std::ranges::push_heap(largest, std::greater());
        } else if (score > largest.front()) {
            std::ranges::pop_heap(largest, std::greater());
            largest.back() = score;
            std::ranges::push_heap(largest, std::greater());
        }
    }
    return largest.size() < size_t(topK) ? kExcluded : largest.front();
}

std::vector<Candidate> candidatesFrom(std::span<const float> scores, float threshold)
{
    std::vector<Candidate> candidates;
    for (size_t i = 0; i < scores.size(); ++i) {
        if (scores[i] >= threshold && std::isfinite(scores[i]))
            candidates.push_back({TokenId(i), scores[i]});
    }
    return candidates;
}

/// The smallest set of most probable tokens whose mass reaches topP, with their unnormalised
/// probabilities. Sorts only as far as that takes.
std::vector<TokenProbability> nucleus(std::vector<Candidate> candidates, float topP)
{
    const float highest = std::ranges::min_element(candidates, better)->score;
    const auto weight = [highest](const Candidate &candidate) {
        return std::exp(double(candidate.score) - double(highest));
    };
    double mass = 0.0;
    for (const Candidate &candidate : candidates)
        mass += weight(candidate);

    std::vector<TokenProbability> tokens;
    const double wanted = topP >= 1.0F ? std::numeric_limits<double>::infinity() : double(topP) * mass;
    double above = 0.0;
    size_t sorted = 0;
    for (size_t i = 0; i < candidates.size() && (i == 0 || above < wanted); ++i) {
        if (i == sorted) {
            sorted = std::min(candidates.size(), std::max<size_t>(256, sorted * 8));
            std::partial_sort(candidates.begin() + ptrdiff_t(i), candidates.begin() + ptrdiff_t(sorted),
                candidates.end(), better);
        }
        tokens.push_back({candidates[i].id, weight(candidates[i])});
        above += tokens.back().probability;
    }
    return tokens;
}

void dropUnlikely(std::vector<TokenProbability> &tokens, float minP)
{
    if (minP <= 0.0F)
        return;
    const double least = std::min(double(minP), 1.0) * tokens.front().probability;
    const auto unlikely = std::ranges::find_if(
        tokens, [least](const TokenProbability &token) { return token.probability < least; });
    tokens.erase(unlikely, tokens.end());
}

void normalise(std::vector<TokenProbability> &tokens)
{
    double mass = 0.0;
    for (const TokenProbability &token : tokens)
        mass += token.probability;
    for (TokenProbability &token : tokens)
        token.probability /= mass;
}

bool isIdOf(TokenId id, std::span<const float> logits)
{
    return id >= 0 && size_t(id) < logits.size();
}

} // namespace

} // namespace alcove::inference
