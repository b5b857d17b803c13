#include "app/engine_thread/question_conversion.h"

#include "inference/text/tokenizer.h"

#include <cstring>

namespace alcove::app {

using namespace inference;

namespace {

Part toPart(const QuestionPart &part)
{
    switch (part.kind) {
    case QuestionPart::Kind::Picture: {
        ImagePart image;
        image.encoded.resize(size_t(part.picture.size()));
        std::memcpy(image.encoded.data(), part.picture.constData(), image.encoded.size());
        return image;
    }
    case QuestionPart::Kind::Sound:
        return AudioPart{.path = {}, .samples = {part.sound.begin(), part.sound.end()}};
    case QuestionPart::Kind::Text:
        break;
    }
    return TextPart{part.text.toStdString()};
}

Message toMessage(const QuestionMessage &message)
{
    Message converted;
    converted.role = message.from == QuestionMessage::From::Person ? Role::User : Role::Assistant;
    std::vector<Part> parts;
    for (const QuestionPart &part : message.parts)
        parts.push_back(toPart(part));
    // A list's texts are trimmed one by one (spec 6.3, rule 4); one text alone stays a plain string.
    if (parts.size() == 1 && std::holds_alternative<TextPart>(parts.front()))
        converted.content = std::get<TextPart>(parts.front()).text;
    else
        converted.content = std::move(parts);
    return converted;
}

void append(std::vector<PromptToken> &tokens, const std::vector<TokenId> &more)
{
    tokens.insert(tokens.end(), more.begin(), more.end());
}

/// A thought as the model itself writes it (spec 6.6).
void appendThought(std::vector<PromptToken> &tokens, const QString &thinking, const Tokenizer &tokenizer)
{
    const QString lineEnd = thinking.endsWith(u'\n') ? QString() : QString(u'\n');
    tokens.push_back(tokenizer.control().openChannel);
    append(tokens, tokenizer.encode(("thought\n" + thinking + lineEnd).toStdString()));
    tokens.push_back(tokenizer.control().closeChannel);
}

} // namespace

EngineOptions toEngineOptions(const ModelOptions &options)
{
    EngineOptions converted;
    converted.files.model = options.path.toStdU16String();
    if (options.draftTokens == 0)
        converted.files.drafter = std::filesystem::path();
    converted.threads = options.threads;
    converted.context = options.contextLength;
    converted.recordingContext = kRecordingContext;
    converted.cache = options.cacheType == CacheType::F32   ? inference::CacheType::F32
                      : options.cacheType == CacheType::F16 ? inference::CacheType::F16
                                                            : inference::CacheType::Int8;
    return converted;
}

Conversation toConversation(const Question &question)
{
    Conversation conversation;
    for (const QuestionMessage &message : question.messages)
        conversation.messages.push_back(toMessage(message));
    conversation.enableThinking = question.thinkFirst;
    conversation.imageTokens = question.imageTokens;
    return conversation;
}

AnswerSettings toAnswerSettings(const Question &question, const ModelConfig &config)
{
    AnswerSettings settings = defaultSettings(config);
    settings.sampling.greedy = question.manner == Question::Manner::Exact;
    settings.sampling.seed = question.seed;
    settings.maxTokens = question.mostTokens;
    settings.draftTokens = question.draftTokens;
    return settings;
}

Result<Prompt> promptOf(
    const Question &question, const Conversation &conversation, const Tokenizer &tokenizer)
{
    Result<Prompt> prompt = renderPrompt(conversation, tokenizer);
    if (!prompt || question.continueFrom.isEmpty())
        return prompt;
    if (question.thinkFirst && !question.continueThinking.isEmpty())
        appendThought(prompt->tokens, question.continueThinking, tokenizer);
    append(prompt->tokens, tokenizer.encode(question.continueFrom.toStdString()));
    return prompt;
}

AnswerResult toResult(const Answer &answer, qint64 tokensHeld)
{
    return {.ending = toEnding(answer.stopReason),
        .tokens = int(answer.tokens.size()),
        .promptTokens = int(answer.promptTokens),
        .cachedTokens = int(answer.stats.cachedTokens),
        .readSeconds = answer.stats.prefillSeconds,
        .writeSeconds = answer.stats.decodeSeconds,
        .tokensHeld = int(tokensHeld)};
}

app::LoadStage toLoadStage(inference::LoadStage stage)
{
    switch (stage) {
    case inference::LoadStage::Reading:
        break;
    case inference::LoadStage::Packing:
        return app::LoadStage::Packing;
    case inference::LoadStage::Writing:
        return app::LoadStage::Writing;
    }
    return app::LoadStage::Reading;
}

Ending toEnding(StopReason reason)
{
    switch (reason) {
    case StopReason::Stop:
        break;
    case StopReason::Length:
        return Ending::LengthLimit;
    case StopReason::Context:
        return Ending::ContextFull;
    case StopReason::Cancelled:
        return Ending::Stopped;
    case StopReason::Loop:
        return Ending::Looped;
    }
    return Ending::Complete;
}

Failure toFailure(const Error &error)
{
    return {.what = QString::fromStdString(error.what), .remedy = QString::fromStdString(error.remedy)};
}

} // namespace alcove::app
