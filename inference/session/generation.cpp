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

Generation::Generation(Engine::Parts &engine, Sequence &sequence, const Drafting &drafting,
    const AnswerSettings &settings, const AnswerObserver &observer, std::stop_token stop)
    : m_engine(engine)
    , m_sequence(sequence)
    , m_tuner(drafting.tuner)
    , m_model(drafting.model)
    , m_settings(settings)
    , m_observer(observer)
    , m_stop(std::move(stop))
    , m_sampler(settings.sampling)
{
    for (const PromptRow &row : sequence.held()) {
        m_history.push_back(row.token);
        m_lookup.append(row.mediaKey == 0 ? row.token : kNoToken);
    }
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
    m_lookup.append(token);
    deliver(m_parser->push(token));
    if (m_settings.maxTokens > 0 && int(m_answer->tokens.size()) >= m_settings.maxTokens)
        m_answer->stopReason = StopReason::Length;
    else if (int64_t(m_history.size()) >= m_sequence.cache().capacity())
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
        learn(drafts, accepted);
        // A rejected token's keys must not be seen by the next round (spec 5.5).
        m_sequence.truncate(m_sequence.cache().length() - int64_t(drafts.size()) + accepted);
    }
    return tokens;
}

void Generation::learn(std::span<const TokenId> drafts, int accepted)
{
    m_answer->stats.draftProposed += int64_t(drafts.size());
    m_answer->stats.draftAccepted += accepted;
    m_tuner.recordDrafts(m_choice, m_offer, int(drafts.size()), accepted);
    for (int i = 0; i < std::min(accepted + 1, int(m_probabilities.size())); ++i)
        m_tuner.recordProbability(m_probabilities[size_t(i)], i < accepted);
}

/// Drafts of this round; their source and number are the tuner's choice or the settings'.
std::vector<TokenId> Generation::propose(TokenId newest)
{
    m_probabilities.clear();
    m_choice = {};
    const int room = roomForDrafts();
    if (m_settings.draftTokens == 0 || room == 0)
        return {};
    LookupDrafts::Find find = m_lookup.find(size_t(room));
    m_offer = {.drafter = m_model != nullptr,
        .found = int(find.drafts.size()),
        .matched = int(find.matched),
        .most = room};
    if (isAutomatic())
        m_choice = m_tuner.choose(m_offer);
    else
        m_choice = {.source = m_model ? DraftSource::Drafter : DraftSource::Lookup,
            .depth = std::min(m_settings.draftTokens, room)};

    std::vector<TokenId> drafts;
    if (m_choice.source == DraftSource::Drafter)
        proposeByModel(newest, drafts);
    else if (m_choice.source == DraftSource::Lookup)
        drafts.assign(find.drafts.begin(),
            find.drafts.begin() + std::min(std::ptrdiff_t(m_choice.depth), std::ssize(find.drafts)));
    // Nothing follows a stop id (spec 5.5).
    const auto end = std::ranges::find_if(
        drafts, [this](TokenId token) { return contains(m_engine.config().sampling.stopIds, token); });
    if (end != drafts.end())
        drafts.erase(end + 1, drafts.end());
    return drafts;
}

/// Exactly the depth that was asked for; an automatic one ends earlier, or goes on, by the drafter's own
/// word of how probable its drafts are.
void Generation::proposeByModel(TokenId newest, std::vector<TokenId> &drafts)
{
    const auto begin = std::chrono::steady_clock::now();
    m_model->beginRound(m_hidden.row(m_newestRow), newest, int64_t(m_history.size()));
    double chain = 1.0;
    int steps = 0;
    const int most = isAutomatic() ? m_offer.most : m_choice.depth;
    while (int(drafts.size()) < most && !m_stop.stop_requested()) {
        const int place = int(drafts.size());
        if (isAutomatic() && place > 0 && !m_tuner.worthDrafting(place, chain, place < m_choice.depth))
            break;
        const DraftToken draft = m_model->next();
        ++steps;
        const double right = m_tuner.calibrated(draft.probability);
        chain *= right;
        if (isAutomatic() && !m_tuner.worthVerifying(place, chain)) {
            m_tuner.recordDropped(place, right);
            break;
        }
        drafts.push_back(draft.token);
        m_probabilities.push_back(draft.probability);
        if (contains(m_engine.config().sampling.stopIds, draft.token))
            break;
    }
    m_tuner.recordSteps(steps, secondsSince(begin));
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

/// The newest token and its drafts must find room, and drafts behind the last wanted token are in vain.
int Generation::roomForDrafts() const
{
    int64_t room = m_sequence.cache().capacity() - m_sequence.cache().length() - 1;
    if (m_settings.maxTokens > 0)
        room = std::min(room, int64_t(m_settings.maxTokens) - int64_t(m_answer->tokens.size()) - 1);
    return int(std::clamp(room, int64_t(0), int64_t(kMostDrafts)));
}

} // namespace alcove::inference
