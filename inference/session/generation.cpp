#include "inference/session/generation.h"

#include "inference/session/loop_detector.h"

#include <algorithm>
#include <chrono>

namespace alcove::inference {

namespace {

double secondsSince(std::chrono::steady_clock::time_point start)
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

bool contains(std::span<const TokenId> ids, TokenId id)
{
    return std::ranges::find(ids, id) != ids.end();
}

} // namespace

Generation::Generation(Engine::Parts &engine, Sequence &sequence, DraftTuner &tuner,
    const AnswerSettings &settings, const AnswerObserver &observer, std::stop_token stop)
    : m_engine(engine)
    , m_sequence(sequence)
    , m_tuner(tuner)
    , m_settings(settings)
    , m_observer(observer)
    , m_stop(std::move(stop))
    , m_sampler(settings.sampling)
{
    for (const PromptRow &row : sequence.held())
        m_history.push_back(row.token);
}

void Generation::run(const Matrix &hidden, AnswerParser::Start start, Answer &answer)
{
    const auto begin = std::chrono::steady_clock::now();
    AnswerParser parser(m_engine.tokenizer, start);
    m_parser = &parser;
    m_answer = &answer;
    if (start == AnswerParser::Start::InThought)
        answer.thinking = std::string();

    m_hidden = hidden;
    m_newestRow = 0;
    m_sequence.model().logits(m_hidden.view(), m_logits);
    std::vector<TokenId> tokens = {drawFrom(0)};
    while (!tokens.empty()) {
        if (!std::ranges::all_of(tokens, [this](TokenId token) { return emit(token); }))
            break;
        tokens = nextTokens(tokens.back());
    }
    deliver(parser.finish());
    // Tokens behind the end were drafted and verified in vain; the newest one was never run.
    m_sequence.truncate(std::min(m_sequence.cache().length(), int64_t(m_history.size())));
    answer.stats.decodeSeconds = secondsSince(begin);
    answer.stats.draftDepth = m_rounds > 0 ? double(answer.stats.draftProposed) / double(m_rounds) : 0.0;
}

/// Takes a token into the answer. False if the answer ends with it.
bool Generation::emit(TokenId token)
{
    m_answer->tokens.push_back(token);
    if (contains(m_engine.config().sampling.stopIds, token)) {
        m_answer->stopReason = StopReason::Stop;
        return false;
    }
    m_history.push_back(token);
    deliver(m_parser->push(token));
    if (m_settings.maxTokens > 0 && int(m_answer->tokens.size()) >= m_settings.maxTokens)
        m_answer->stopReason = StopReason::Length;
    else if (int64_t(m_history.size()) >= m_engine.context)
        m_answer->stopReason = StopReason::Context;
    else if (repeatsItself(m_answer->tokens))
        m_answer->stopReason = StopReason::Loop;
    else if (m_stop.stop_requested())
        m_answer->stopReason = StopReason::Cancelled;
    else
        return true;
    return false;
}

void Generation::deliver(const AnswerDelta &delta)
{
    if (!delta.thinking.empty()) {
        m_answer->thinking = m_answer->thinking.value_or(std::string()) + delta.thinking;
        if (m_observer.thinking)
            m_observer.thinking(delta.thinking);
    }
    if (!delta.text.empty()) {
        m_answer->text += delta.text;
        if (m_observer.text)
            m_observer.text(delta.text);
    }
    for (const ToolCall &call : delta.toolCalls) {
        m_answer->toolCalls.push_back(call);
        if (m_observer.toolCall)
            m_observer.toolCall(call);
    }
}

/// One round: drafts, one pass of the target over them, and what it confirms. Empty if stopped.
std::vector<TokenId> Generation::nextTokens(TokenId newest)
{
    const std::vector<TokenId> drafts = propose(newest);
    std::vector<TokenId> rows = {newest};
    rows.insert(rows.end(), drafts.begin(), drafts.end());

    const auto begin = std::chrono::steady_clock::now();
    if (m_sequence.append(rows, m_hidden, m_stop) == TextModel::Outcome::Stopped) {
        m_answer->stopReason = StopReason::Cancelled;
        return {};
    }
    m_sequence.model().logits(m_hidden.view(), m_logits);
    m_tuner.recordPass(int(rows.size()), secondsSince(begin));

    std::vector<TokenId> tokens = verify(drafts);
    m_newestRow = int64_t(tokens.size()) - 1;
    const int accepted = int(tokens.size()) - 1;
    ++m_rounds;
    if (!drafts.empty()) {
        m_tuner.recordAcceptance(int(drafts.size()), accepted);
        m_answer->stats.draftProposed += int64_t(drafts.size());
        m_answer->stats.draftAccepted += accepted;
        // A rejected token's keys must not be seen by the next round (spec 5.5).
        m_sequence.truncate(m_sequence.cache().length() - int64_t(drafts.size()) + accepted);
    }
    return tokens;
}

std::vector<TokenId> Generation::propose(TokenId newest)
{
    const int depth = draftDepth();
    if (depth == 0)
        return {};
    const auto begin = std::chrono::steady_clock::now();
    Drafter &drafter = *m_sequence.drafter();
    drafter.beginRound(m_hidden.row(m_newestRow));
    std::vector<TokenId> drafts;
    TokenId token = newest;
    while (int(drafts.size()) < depth && !m_stop.stop_requested()) {
        token = argmax(drafter.step(token, m_sequence.cache()), m_engine.config().sampling.suppressedIds);
        drafts.push_back(token);
        // Nothing follows a stop id (spec 5.5).
        if (contains(m_engine.config().sampling.stopIds, token))
            break;
    }
    m_tuner.recordDraft(int(drafts.size()), secondsSince(begin));
    return drafts;
}

/// The accepted drafts and the token after them.
std::vector<TokenId> Generation::verify(std::span<const TokenId> drafts)
{
    std::vector<TokenId> tokens;
    const size_t known = m_history.size();
    for (size_t i = 0; i < drafts.size(); ++i) {
        const Sampler::Verdict verdict = m_sampler.verify(drafts[i], distributionOf(int64_t(i)));
        tokens.push_back(verdict.token);
        if (!verdict.accepted)
            break;
        m_history.push_back(verdict.token);
    }
    const bool allAccepted = m_history.size() - known == drafts.size();
    if (allAccepted)
        tokens.push_back(drawFrom(int64_t(drafts.size())));
    m_history.resize(known);
    return tokens;
}

TokenId Generation::drawFrom(int64_t row)
{
    return m_sampler.draw(distributionOf(row));
}

std::vector<TokenProbability> Generation::distributionOf(int64_t row) const
{
    return distribution(
        m_logits.row(row), m_history, m_engine.config().sampling.suppressedIds, m_settings.sampling);
}

int Generation::draftDepth()
{
    if (!m_sequence.drafter() || m_settings.draftTokens == 0)
        return 0;
    const int wanted = m_settings.draftTokens == kDraftAuto ? m_tuner.nextDepth()
                                                            : std::min(m_settings.draftTokens, kMostDrafts);
    // The newest token and its drafts must find room, and drafts behind the last wanted token are in vain.
    int64_t room = m_engine.context - m_sequence.cache().length() - 1;
    if (m_settings.maxTokens > 0)
        room = std::min(room, int64_t(m_settings.maxTokens) - int64_t(m_answer->tokens.size()) - 1);
    return int(std::clamp(int64_t(wanted), int64_t(0), std::max(int64_t(0), room)));
}

} // namespace alcove::inference
