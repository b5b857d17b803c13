#include "inference/cli/bench_replay.h"

#include <algorithm>
#include <cmath>

namespace alcove::inference {

ReplayDrafts::ReplayDrafts(DraftModel &drafter, std::span<const TokenId> conversation, double probability)
    : m_drafter(drafter)
    , m_conversation(conversation)
    , m_probability(probability)
{}

void ReplayDrafts::beginRound(std::span<const float> hidden, TokenId newest, int64_t count)
{
    m_drafter.beginRound(hidden, newest, count);
    m_next = count;
}

DraftToken ReplayDrafts::next()
{
    const TokenId drafted = m_drafter.next().token;
    const bool known = m_next < std::ssize(m_conversation);
    const TokenId coming = known ? m_conversation[size_t(m_next)] : drafted;
    ++m_next;
    return {.token = isRight() ? coming : coming + (coming > 0 ? -1 : 1), .probability = m_probability};
}

bool ReplayDrafts::isRight()
{
    constexpr size_t kBlock = 20;
    if (m_outcomes.empty()) {
        m_outcomes.assign(kBlock, false);
        std::fill_n(m_outcomes.begin(), std::lround(m_probability * double(kBlock)), true);
        std::ranges::shuffle(m_outcomes, m_random);
    }
    const bool right = m_outcomes.back();
    m_outcomes.pop_back();
    return right;
}

} // namespace alcove::inference
