#include "inference/session/model_drafts.h"

#include "inference/model/sampler.h"

#include <algorithm>
#include <cmath>

namespace alcove::inference {

MtpDrafts::MtpDrafts(Sequence &sequence, std::span<const TokenId> suppressed)
    : m_sequence(sequence)
    , m_suppressed(suppressed)
{}

void MtpDrafts::beginRound(std::span<const float> hidden, TokenId newest, int64_t)
{
    m_sequence.drafter()->beginRound(hidden);
    m_newest = newest;
}

DraftToken MtpDrafts::next()
{
    const std::span<const float> logits = m_sequence.drafter()->step(m_newest, m_sequence.cache());
    m_newest = argmax(logits, m_suppressed);
    return {.token = m_newest, .probability = probabilityOf(logits[size_t(m_newest)], logits)};
}

/// Softmax of the largest logit.
double MtpDrafts::probabilityOf(float logit, std::span<const float> logits)
{
    constexpr float kNegligible = 20.0F; // e^-20 of a quarter million tokens is a two-thousandth
    ThreadPool &pool = m_sequence.model().pool();
    m_sums.assign(size_t(pool.size()), 0.0);
    pool.run([&](int share, int shares) {
        const size_t first = logits.size() * size_t(share) / size_t(shares);
        const size_t last = logits.size() * size_t(share + 1) / size_t(shares);
        double sum = 0.0;
        for (const float other : logits.subspan(first, last - first))
            if (other > logit - kNegligible)
                sum += double(std::exp(other - logit));
        m_sums[size_t(share)] = sum;
    });
    double sum = 0.0;
    for (const double part : m_sums)
        sum += part;
    return std::clamp(1.0 / sum, 0.0, 1.0);
}

} // namespace alcove::inference
