#include "inference/cli/bench_replay.h"
#include "inference/cli/bench_sections.h"
#include "inference/session/generation.h"

#include <array>
#include <format>
#include <memory>
#include <optional>

namespace alcove::inference {

namespace {

constexpr int kPromptTokens = 16;
constexpr int kAnswerTokens = 48;

struct ReplayBar {
    double probability, must, aim;
};
constexpr std::array kReplayBars = {ReplayBar{0.6, 1.4, 1.6}, ReplayBar{0.8, 1.8, 2.1}};

/// Answers to one prompt, greedy, kept from repeating themselves as random weights would.
class DraftingStage {
public:
    static Result<std::unique_ptr<DraftingStage>> create(Engine::Parts &parts);

    /// Decoding alone, not the prompt; the seconds are left in the answer's statistics.
    Answer answer(const Drafting &drafting, int draftTokens);
    Sequence &sequence() { return *m_sequence; }
    const PromptRows &prompt() const { return m_prompt; }

private:
    DraftingStage(Engine::Parts &parts, std::unique_ptr<Sequence> sequence)
        : m_parts(parts)
        , m_sequence(std::move(sequence))
    {
        for (int i = 0; i < kPromptTokens; ++i)
            m_prompt.rows.push_back({.token = (1000 + 37 * i) % parts.config().text.vocabularySize});
    }

    Engine::Parts &m_parts;
    std::unique_ptr<Sequence> m_sequence;
    PromptRows m_prompt;
};

Result<std::unique_ptr<DraftingStage>> DraftingStage::create(Engine::Parts &parts)
{
    Result<std::unique_ptr<Sequence>> sequence = Sequence::create(parts, parts.context);
    if (!sequence)
        return std::unexpected(sequence.error());
    return std::unique_ptr<DraftingStage>(new DraftingStage(parts, std::move(*sequence)));
}

Answer DraftingStage::answer(const Drafting &drafting, int draftTokens)
{
    AnswerSettings settings;
    settings.sampling.greedy = true;
    settings.sampling.repeatPenalty = 50.0F;
    settings.maxTokens = kAnswerTokens;
    settings.draftTokens = draftTokens;
    Matrix hidden;
    Answer answer;
    if (!m_sequence->read(m_prompt, 1, hidden, {}, {}))
        return answer; // reading fails for pictures and sounds only
    Generation generation(m_parts, *m_sequence, drafting, settings, {}, {});
    generation.run(hidden, AnswerParser::Start::InText, answer);
    return answer;
}

/// One way of drafting over all rounds; its tuner goes on learning, as a session's does.
struct DraftingRun {
    std::string name;
    int draftTokens = 0;
    DraftModel *model = nullptr;
    DraftTuner tuner = {};
    AnswerStats stats = {}; ///< of all its answers
    double first = 0.0;     ///< seconds a token of the first answer, for which nothing was known
};

double runOnce(DraftingStage &stage, DraftingRun &run)
{
    const Answer answer = stage.answer({.tuner = run.tuner, .model = run.model}, run.draftTokens);
    run.stats.draftProposed += answer.stats.draftProposed;
    run.stats.draftAccepted += answer.stats.draftAccepted;
    const double seconds = 1.0 / answer.tokensPerSecond();
    if (run.first == 0.0)
        run.first = seconds;
    return seconds;
}

std::vector<TokenId> recordConversation(DraftingStage &stage)
{
    DraftTuner tuner;
    const Answer plain = stage.answer({.tuner = tuner, .model = nullptr}, 0);
    std::vector<TokenId> conversation;
    for (const PromptRow &row : stage.prompt().rows)
        conversation.push_back(row.token);
    conversation.insert(conversation.end(), plain.tokens.begin(), plain.tokens.end());
    return conversation;
}

void addRun(BenchSection &section, const std::string &key, const DraftingRun &run, const Timing &timing,
    const Timing &plain, std::optional<double> must, std::optional<double> aim)
{
    section.figures.push_back(rateFigure(key + "_rate", run.name, timing, 1.0, "tokens/s"));
    section.figures.push_back({.key = key,
        .text = "  against off",
        .value = plain.median / timing.median,
        .must = must,
        .aim = aim});
    section.figures.push_back({.key = key + "_first",
        .text = "  its first answer, when nothing was known, against off",
        .value = plain.median / run.first});
    const auto proposed = double(std::max<int64_t>(1, run.stats.draftProposed));
    section.figures.push_back({.key = key + "_acceptance",
        .text = "  drafts that were right",
        .value = double(run.stats.draftAccepted) / proposed});
}

} // namespace

Result<BenchSection> benchDrafting(BenchSetting &setting)
{
    Result<std::unique_ptr<DraftingStage>> stage = DraftingStage::create(setting.stage.parts());
    if (!stage)
        return std::unexpected(stage.error());
    const std::vector<TokenId> conversation = recordConversation(**stage);
    MtpDrafts drafter((*stage)->sequence(), setting.stage.parts().config().sampling.suppressedIds);

    std::vector<std::unique_ptr<ReplayDrafts>> replays;
    std::vector<DraftingRun> runs;
    runs.push_back({.name = "drafting off"});
    runs.push_back({.name = "on auto, the drafter as it is", .draftTokens = kDraftAuto, .model = &drafter});
    for (const ReplayBar &bar : kReplayBars) {
        replays.push_back(std::make_unique<ReplayDrafts>(drafter, conversation, bar.probability));
        runs.push_back({.name = std::format("on auto, {:.0f} % of the drafts right", bar.probability * 100),
            .draftTokens = kDraftAuto,
            .model = replays.back().get()});
    }
    std::vector<Candidate> candidates;
    for (DraftingRun &run : runs)
        candidates.push_back({run.name, [&stage, &run] { return runOnce(**stage, run); }});
    const Result<std::vector<Timing>> timings = alternate(candidates, setting.bounds, setting.stop);
    if (!timings)
        return std::unexpected(timings.error());

    const Timing &plain = timings->front();
    BenchSection section{.key = "drafting", .title = "Drafting", .figures = {}};
    section.figures.push_back(rateFigure("off_rate", runs[0].name, plain, 1.0, "tokens/s"));
    addRun(section, "auto", runs[1], (*timings)[1], plain, 0.98, 1.0);
    for (size_t i = 0; i < kReplayBars.size(); ++i) {
        const ReplayBar &bar = kReplayBars[i];
        addRun(section, std::format("auto_{:.0f}", bar.probability * 100), runs[i + 2], (*timings)[i + 2],
            plain, bar.must, bar.aim);
    }
    return section;
}

} // namespace alcove::inference
