#pragma once

#include "inference/model/drafter.h"
#include "inference/session/sequence.h"
#include "inference/text/token.h"

#include <span>
#include <vector>

namespace alcove::inference {

/// A draft and how probable the drafter holds it.
struct DraftToken {
    TokenId token = kNoToken;
    double probability = 0.0;
};

/// Where Generation takes a model's drafts from. `alcove-cli bench` puts one in front of the drafter
/// that knows what will be accepted.
class DraftModel {
public:
    virtual ~DraftModel() = default;

    /// Begins a round behind the newest token, which is the `count`-th of the conversation; hidden: the
    /// target's final state that it was drawn from (spec 5.4).
    virtual void beginRound(std::span<const float> hidden, TokenId newest, int64_t count) = 0;
    /// The next draft of the round.
    virtual DraftToken next() = 0;
};

/// The sequence's multi-token-prediction drafter. Borrows everything.
class MtpDrafts : public DraftModel {
public:
    MtpDrafts(Sequence &sequence, std::span<const TokenId> suppressed);

    void beginRound(std::span<const float> hidden, TokenId newest, int64_t count) override;
    DraftToken next() override;

private:
    double probabilityOf(float logit, std::span<const float> logits);

    Sequence &m_sequence;
    std::span<const TokenId> m_suppressed;
    TokenId m_newest = kNoToken;
    std::vector<double> m_sums; ///< of the threads' shares
};

} // namespace alcove::inference
