#include "app/engine_thread/engine_backend.h"

#include "app/engine_thread/question_conversion.h"
#include "inference/media/sound.h"

#include <QCoreApplication>
#include <QFile>

#include <unistd.h>

#include <algorithm>
#include <cmath>

namespace alcove::app {

namespace {

/// The demonstration model was trained on exactly this sentence; the 12B understands it as well.
constexpr const char *kTranscriptInstruction = "Transcribe the recording.";
/// Nobody speaks faster (product 5).
constexpr double kTokensPerSecondOfSpeech = 8.0;
constexpr int kTokensBesides = 32;

/// Memory of this process; 0 where the system does not tell.
struct ProcessMemory {
    qint64 resident = 0;
    qint64 unbacked = 0; ///< of it what lies in no file
};

ProcessMemory processMemory()
{
    QFile file("/proc/self/statm");
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QList<QByteArray> pages = file.readAll().split(' ');
    if (pages.size() < 3)
        return {};
    const auto pageSize = qint64(sysconf(_SC_PAGESIZE));
    const qint64 resident = pages[1].toLongLong();
    return {.resident = resident * pageSize, .unbacked = (resident - pages[2].toLongLong()) * pageSize};
}

Failure nothingLoaded()
{
    return {QCoreApplication::translate("EngineBackend", "No model is loaded."),
        QCoreApplication::translate("EngineBackend", "Choose one in Settings, Model.")};
}

inference::AnswerObserver engineObserver(const Backend::Observer &observer)
{
    inference::AnswerObserver engine;
    if (observer.progress) {
        engine.progress = [&observer](int64_t done, int64_t total) {
            observer.progress(AnswerProgress::Phase::Reading, done, total);
        };
    }
    if (observer.text) {
        engine.text = [&observer](std::string_view text) { observer.text(QString::fromUtf8(text)); };
        // No tools are offered; what looks like a call is shown as it was written, not hidden.
        engine.toolCall = [&observer](const inference::ToolCall &call) {
            observer.text(QString::fromStdString(call.raw));
        };
    }
    if (observer.thinking) {
        engine.thinking = [&observer](std::string_view text) { observer.thinking(QString::fromUtf8(text)); };
    }
    return engine;
}

} // namespace

struct EngineBackend::Loaded {
    std::unique_ptr<inference::Engine> engine;
    std::unique_ptr<inference::Session> session; ///< destroyed before its engine
};

EngineBackend::EngineBackend() = default;
EngineBackend::~EngineBackend() = default;

Outcome<ModelFacts> EngineBackend::load(
    const ModelOptions &options, const LoadProgress &progress, std::stop_token stop)
{
    m_loaded.reset();
    const ProcessMemory before = processMemory();
    const auto report = [&progress](inference::LoadStage stage, int64_t done, int64_t total) {
        progress(toLoadStage(stage), done, total);
    };
    auto engine = inference::Engine::load(toEngineOptions(options), report, stop);
    if (!engine)
        return std::unexpected(toFailure(engine.error()));
    auto session = (*engine)->newSession();
    if (!session)
        return std::unexpected(toFailure(session.error()));
    const inference::ModelConfig &config = (*engine)->config();
    const ProcessMemory now = processMemory();
    const ModelFacts facts{.name = QString::fromStdString(config.name),
        .contextLength = (*engine)->contextLength(),
        .hasPictures = config.vision.has_value(),
        .hasSpeech = config.audio.has_value(),
        .hasDrafter = (*engine)->hasDrafter(),
        .bytesInUse = now.resident,
        .bytesHeld = std::max<qint64>(0, now.unbacked - before.unbacked),
        .notice = QString::fromStdString((*engine)->notice())};
    m_loaded = std::make_unique<Loaded>(std::move(*engine), std::move(*session));
    return facts;
}

void EngineBackend::unload()
{
    m_loaded.reset();
}

Outcome<AnswerResult> EngineBackend::answer(
    const Question &question, const Observer &observer, std::stop_token stop)
{
    if (!m_loaded)
        return std::unexpected(nothingLoaded());
    inference::Session &session = *m_loaded->session;
    const auto settings = toAnswerSettings(question, m_loaded->engine->config());
    const inference::Conversation conversation = toConversation(question);
    const auto prompt = promptOf(question, conversation, m_loaded->engine->tokenizer());
    if (!prompt)
        return std::unexpected(toFailure(prompt.error()));
    const auto answer = session.answer(*prompt, conversation, settings, engineObserver(observer), stop);
    if (!answer)
        return std::unexpected(toFailure(answer.error()));
    return toResult(*answer, session.tokensHeld());
}

Outcome<Transcript> EngineBackend::transcribe(
    const QList<float> &samples, const Observer &observer, std::stop_token stop)
{
    if (!m_loaded)
        return std::unexpected(nothingLoaded());
    auto session = m_loaded->engine->newSession(kRecordingContext);
    if (!session)
        return std::unexpected(toFailure(session.error()));
    // Instruction first, sound last: the other order makes the 12B answer instead of writing down.
    const Question question{.messages = {{.parts = {{.text = kTranscriptInstruction},
                                              {.kind = QuestionPart::Kind::Sound, .sound = samples}}}},
        .manner = Question::Manner::Exact};
    auto settings = toAnswerSettings(question, m_loaded->engine->config());
    const double seconds = double(samples.size()) / inference::kSampleRate;
    settings.maxTokens = int(std::ceil(seconds * kTokensPerSecondOfSpeech)) + kTokensBesides;
    const auto answer =
        (*session)->answer(toConversation(question), settings, engineObserver(observer), stop);
    if (!answer)
        return std::unexpected(toFailure(answer.error()));
    return Transcript{.ending = toEnding(answer->stopReason), .text = QString::fromStdString(answer->text)};
}

Outcome<qint64> EngineBackend::countTokens(const Question &question)
{
    if (!m_loaded)
        return std::unexpected(nothingLoaded());
    const auto tokens = m_loaded->session->countTokens(toConversation(question));
    if (!tokens)
        return std::unexpected(toFailure(tokens.error()));
    return *tokens;
}

} // namespace alcove::app
