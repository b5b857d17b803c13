#include "inference/session/session.h"

#include "inference/session/draft_tuner.h"
#include "inference/session/engine_parts.h"
#include "inference/session/generation.h"
#include "inference/session/model_drafts.h"
#include "inference/session/prompt_rows.h"
#include "inference/session/sequence.h"

#include <algorithm>
#include <chrono>
#include <format>
#include <sys/resource.h>
#include <utility>

namespace alcove::inference {

struct Session::State {
    Engine::Parts &engine;
    std::unique_ptr<Sequence> sequence;
    PromptUnfolder unfolder;
    DraftTuner tuner;
    int tunedThreads;                ///< the number of threads that the tuner's costs were measured with
    std::optional<MtpDrafts> drafts; ///< with a drafter

    Result<Answer> answer(const PromptRows &prompt, AnswerParser::Start start, const AnswerSettings &settings,
        const AnswerObserver &observer, const std::stop_token &stop);
    Result<std::vector<float>> logits(const PromptRows &prompt, Positions positions);
    Result<void> checkFits(const PromptRows &prompt) const;
    Result<PromptRows> rowsOf(std::span<const TokenId> prompt) const;
};

namespace {

int64_t peakResidentBytes()
{
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return int64_t(usage.ru_maxrss) * 1024;
}

} // namespace

AnswerSettings defaultSettings(const ModelConfig &config)
{
    AnswerSettings settings;
    settings.sampling.temperature = config.sampling.temperature;
    settings.sampling.topK = config.sampling.topK;
    settings.sampling.topP = config.sampling.topP;
    return settings;
}

double Answer::tokensPerSecond() const
{
    return stats.decodeSeconds > 0.0 ? double(tokens.size()) / stats.decodeSeconds : 0.0;
}

std::string_view stopReasonName(StopReason reason)
{
    switch (reason) {
    case StopReason::Stop:
        return "stop";
    case StopReason::Length:
        return "length";
    case StopReason::Context:
        return "context";
    case StopReason::Cancelled:
        return "cancelled";
    case StopReason::Loop:
        return "loop";
    }
    return {};
}

Result<std::unique_ptr<Session>> Engine::newSession(int64_t context)
{
    Result<std::unique_ptr<Sequence>> sequence =
        Sequence::create(*m_parts, context > 0 ? std::min(context, m_parts->context) : m_parts->context);
    if (!sequence)
        return std::unexpected(sequence.error());
    auto state = std::make_unique<Session::State>(Session::State{.engine = *m_parts,
        .sequence = std::move(*sequence),
        .unfolder = PromptUnfolder(*m_parts),
        .tuner = {},
        .tunedThreads = threadCount(),
        .drafts = {}});
    if (state->sequence->drafter())
        state->drafts.emplace(*state->sequence, config().sampling.suppressedIds);
    return std::make_unique<Session>(std::move(state));
}

Session::Session(std::unique_ptr<State> state) : m_state(std::move(state)) {}

Session::~Session() = default;

Result<Answer> Session::answer(const Conversation &conversation, const AnswerSettings &settings,
    const AnswerObserver &observer, std::stop_token stop)
{
    Result<Prompt> prompt = renderPrompt(conversation, m_state->engine.tokenizer);
    if (!prompt)
        return std::unexpected(prompt.error());
    return answer(*prompt, conversation, settings, observer, stop);
}

Result<Answer> Session::answer(const Prompt &prompt, const Conversation &conversation,
    const AnswerSettings &settings, const AnswerObserver &observer, std::stop_token stop)
{
    Result<PromptRows> rows = m_state->unfolder.unfold(prompt, conversation);
    if (!rows)
        return std::unexpected(rows.error());
    const auto start = prompt.startsInThought ? AnswerParser::Start::InThought : AnswerParser::Start::InText;
    return m_state->answer(*rows, start, settings, observer, stop);
}

Result<Answer> Session::answer(std::span<const TokenId> prompt, const AnswerSettings &settings,
    const AnswerObserver &observer, std::stop_token stop)
{
    Result<PromptRows> rows = m_state->rowsOf(prompt);
    if (!rows)
        return std::unexpected(rows.error());
    return m_state->answer(*rows, AnswerParser::Start::InText, settings, observer, stop);
}

Result<std::vector<float>> Session::logits(std::span<const TokenId> prompt, Positions positions)
{
    Result<PromptRows> rows = m_state->rowsOf(prompt);
    if (!rows)
        return std::unexpected(rows.error());
    return m_state->logits(*rows, positions);
}

Result<std::vector<float>> Session::logits(const Conversation &conversation, Positions positions)
{
    Result<Prompt> prompt = renderPrompt(conversation, m_state->engine.tokenizer);
    if (!prompt)
        return std::unexpected(prompt.error());
    Result<PromptRows> rows = m_state->unfolder.unfold(*prompt, conversation);
    if (!rows)
        return std::unexpected(rows.error());
    return m_state->logits(*rows, positions);
}

Result<int64_t> Session::countTokens(const Conversation &conversation) const
{
    Result<Prompt> prompt = renderPrompt(conversation, m_state->engine.tokenizer);
    if (!prompt)
        return std::unexpected(prompt.error());
    Result<PromptRows> rows = m_state->unfolder.unfold(*prompt, conversation);
    if (!rows)
        return std::unexpected(rows.error());
    return int64_t(rows->rows.size());
}

void Session::reset()
{
    m_state->sequence->reset();
}

int64_t Session::tokensHeld() const
{
    return m_state->sequence->cache().length();
}

Result<Answer> Session::State::answer(const PromptRows &prompt, AnswerParser::Start start,
    const AnswerSettings &settings, const AnswerObserver &observer, const std::stop_token &stop)
{
    if (Result<void> fits = checkFits(prompt); !fits)
        return std::unexpected(fits.error());
    Answer answer;
    answer.promptTokens = int64_t(prompt.rows.size());
    const auto begin = std::chrono::steady_clock::now();
    Matrix hidden;
    const Result<Sequence::Reading> reading = sequence->read(prompt, 1, hidden, observer.progress, stop);
    if (!reading)
        return std::unexpected(reading.error());
    answer.stats.cachedTokens = reading->cached;
    answer.stats.prefillSeconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    if (reading->stopped) {
        answer.stopReason = StopReason::Cancelled;
    } else {
        if (const int threads = engine.pool->size(); std::exchange(tunedThreads, threads) != threads)
            tuner.forgetCosts();
        const Drafting drafting{.tuner = tuner, .model = drafts ? &*drafts : nullptr};
        Generation generation(engine, *sequence, drafting, settings, observer, stop);
        generation.run(hidden, start, answer);
    }
    answer.stats.peakRssBytes = peakResidentBytes();
    return answer;
}

Result<std::vector<float>> Session::State::logits(const PromptRows &prompt, Positions positions)
{
    if (Result<void> fits = checkFits(prompt); !fits)
        return std::unexpected(fits.error());
    sequence->reset();
    const int64_t wanted = positions == Positions::All ? int64_t(prompt.rows.size()) : 1;
    Matrix hidden;
    const Result<Sequence::Reading> reading = sequence->read(prompt, wanted, hidden, {}, {});
    if (!reading)
        return std::unexpected(reading.error());
    Matrix logits;
    sequence->model().logits(hidden.view(), logits);
    const std::span<const float> values(logits.view().data, size_t(logits.rows() * logits.columns()));
    return std::vector<float>(values.begin(), values.end());
}

Result<void> Session::State::checkFits(const PromptRows &prompt) const
{
    const int64_t length = int64_t(prompt.rows.size());
    if (length == 0)
        return failure("The conversation is empty.", "Write a message first.");
    const int64_t capacity = sequence->cache().capacity();
    if (length > capacity)
        return failure(std::format("The conversation has {} tokens and this conversation length holds {}.",
                           length, capacity),
            "Choose a longer conversation length, or start a new chat.");
    return {};
}

Result<PromptRows> Session::State::rowsOf(std::span<const TokenId> prompt) const
{
    PromptRows rows;
    for (const TokenId token : prompt) {
        if (token < 0 || token >= engine.config().text.vocabularySize)
            return failure(std::format("{} is no token id: this vocabulary has {} tokens.", token,
                engine.config().text.vocabularySize));
        rows.rows.push_back({.token = token});
    }
    return rows;
}

} // namespace alcove::inference
