#pragma once

#include "inference/model/sampler.h"
#include "inference/result.h"
#include "inference/session/engine.h"
#include "inference/text/chat_format.h"
#include "inference/text/message.h"
#include "inference/text/token.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace alcove::inference {

constexpr int kDraftAuto = -1;
constexpr int kMostDrafts = 8;

struct AnswerSettings {
    SamplingSettings sampling;
    int maxTokens = 0;            ///< 0: until the context is full
    int draftTokens = kDraftAuto; ///< 0: off; 1..8: fixed; kDraftAuto: chosen by measurement
};

/// The model's own sampling settings (spec 6.7).
AnswerSettings defaultSettings(const ModelConfig &config);

/// Called on the session's thread while an answer is made. All may be empty.
struct AnswerObserver {
    /// Prompt tokens read so far and to be read; called before each chunk and at the end.
    std::function<void(int64_t done, int64_t total)> progress;
    std::function<void(std::string_view text)> text;         ///< whole characters
    std::function<void(std::string_view thinking)> thinking; ///< whole characters
    std::function<void(const ToolCall &call)> toolCall;
};

enum class StopReason { Stop, Length, Context, Cancelled, Loop };

struct AnswerStats {
    int64_t cachedTokens = 0; ///< prompt tokens that were not read again
    double prefillSeconds = 0.0;
    double decodeSeconds = 0.0;
    int64_t draftProposed = 0;
    int64_t draftAccepted = 0;
    double draftDepth = 0.0; ///< mean drafts a pass
    int64_t peakRssBytes = 0;
};

struct Answer {
    std::string text;
    std::optional<std::string> thinking; ///< unset if there was no thought
    std::vector<ToolCall> toolCalls;
    std::vector<TokenId> tokens; ///< generated, stop id included
    int64_t promptTokens = 0;
    StopReason stopReason = StopReason::Stop;
    AnswerStats stats;

    double tokensPerSecond() const;
};

/// The names that alcove-cli prints: "stop", "length", "context", "cancelled", "loop".
std::string_view stopReasonName(StopReason reason);

/// One conversation's state: key/value cache and the tokens in it. Same thread as its Engine.
class Session {
public:
    ~Session();

    /// Blocking. Takes the whole conversation each time; what the cache already holds is not read
    /// again. Stops between two layers when asked to: the answer so far, StopReason::Cancelled.
    /// Fails if the prompt does not fit, or a picture or sound cannot be read.
    [[nodiscard]] Result<Answer> answer(const Conversation &conversation, const AnswerSettings &settings,
        const AnswerObserver &observer = {}, std::stop_token stop = {});

    /// The same for ids that were tokenised elsewhere (no pictures or sound).
    [[nodiscard]] Result<Answer> answer(std::span<const TokenId> prompt, const AnswerSettings &settings,
        const AnswerObserver &observer = {}, std::stop_token stop = {});

    /// The same for a rendered conversation to which somebody appended: an answer that goes on. Pictures
    /// and sounds are taken from the conversation.
    [[nodiscard]] Result<Answer> answer(const Prompt &prompt, const Conversation &conversation,
        const AnswerSettings &settings, const AnswerObserver &observer = {}, std::stop_token stop = {});

    enum class Positions { All, Last };
    /// Logits [positions, vocabulary] after softcap, before suppression. Starts from an empty cache.
    [[nodiscard]] Result<std::vector<float>> logits(std::span<const TokenId> prompt, Positions positions);
    [[nodiscard]] Result<std::vector<float>> logits(const Conversation &conversation, Positions positions);

    /// How many tokens the conversation would have as a prompt; pictures and sound are counted exactly.
    [[nodiscard]] Result<int64_t> countTokens(const Conversation &conversation) const;

    /// Forgets everything; memory stays.
    void reset();
    int64_t tokensHeld() const;

    struct State; ///< defined in session.cpp
    explicit Session(std::unique_ptr<State> state);

private:
    std::unique_ptr<State> m_state;
};

} // namespace alcove::inference
