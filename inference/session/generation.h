#pragma once

#include "inference/compute/matrix_view.h"
#include "inference/model/sampler.h"
#include "inference/result.h"
#include "inference/session/draft_tuner.h"
#include "inference/session/lookup_drafts.h"
#include "inference/session/model_drafts.h"
#include "inference/session/sequence.h"
#include "inference/session/session.h"
#include "inference/text/answer_parser.h"

#include <span>
#include <stop_token>
#include <vector>

namespace alcove::inference {

/// What drafts are made with. The tuner outlives answers, so that it goes on with what it learned.
struct Drafting {
    DraftTuner &tuner;
    DraftModel *model = nullptr; ///< null: only the conversation itself is drafted from
};

/// One answer in the making: draws tokens, drafts ahead and verifies, parses what comes out (spec 5.5, 6.6).
class Generation {
public:
    Generation(Engine::Parts &engine, Sequence &sequence, const Drafting &drafting,
        const AnswerSettings &settings, const AnswerObserver &observer, std::stop_token stop);

    /// Goes on from a prompt that was read: `hidden` is the final state of its last position.
    /// Fills text, thinking, calls, tokens, stop reason and the statistics of decoding.
    void run(const Matrix &hidden, AnswerParser::Start start, Answer &answer);

private:
    bool emit(TokenId token);
    void deliver(const AnswerDelta &delta);
    std::vector<TokenId> nextTokens(TokenId newest);
    std::vector<TokenId> propose(TokenId newest);
    void proposeByModel(TokenId newest, std::vector<TokenId> &drafts);
    void learn(std::span<const TokenId> drafts, int accepted);
    std::vector<TokenId> verify(std::span<const TokenId> drafts);
    TokenId drawFrom(int64_t row);
    std::vector<TokenProbability> distributionOf(int64_t row) const;
    int roomForDrafts() const;
    bool isAutomatic() const { return m_settings.draftTokens == kDraftAuto; }

    Engine::Parts &m_engine;
    Sequence &m_sequence;
    DraftTuner &m_tuner;
    DraftModel *m_model;
    const AnswerSettings &m_settings;
    const AnswerObserver &m_observer;
    std::stop_token m_stop;
    Sampler m_sampler;
    AnswerParser *m_parser = nullptr;
    Answer *m_answer = nullptr;
    Matrix m_hidden;         ///< of the last pass
    Matrix m_logits;         ///< of the last pass
    int64_t m_newestRow = 0; ///< of the last pass: whose logits gave the newest token
    int64_t m_rounds = 0;
    std::vector<TokenId> m_history;      ///< prompt and answer, for the repetition penalty
    LookupDrafts m_lookup;               ///< of the same
    DraftOffer m_offer;                  ///< of this round
    DraftChoice m_choice;                ///< of this round
    std::vector<double> m_probabilities; ///< what the drafter said of this round's drafts
};

} // namespace alcove::inference
