#include "tests/app/scripted_backend.h"

#include <condition_variable>

namespace alcove::app {

namespace {

using Milliseconds = std::chrono::milliseconds;

/// False if asked to stop meanwhile.
bool pauseFor(Milliseconds time, std::stop_token stop)
{
    if (time > Milliseconds(0)) {
        std::mutex mutex;
        std::unique_lock lock(mutex);
        std::condition_variable_any neverWoken;
        neverWoken.wait_for(lock, stop, time, [] { return false; });
    }
    return !stop.stop_requested();
}

/// Plays the steps; gives how many tokens were written, and in `ending` how it ended.
int playSteps(
    const ScriptedAnswer &script, const Backend::Observer &observer, std::stop_token stop, Ending &ending)
{
    ending = Ending::Stopped;
    for (int done = 0; done <= script.promptTokens; ++done) {
        observer.progress(AnswerProgress::Phase::Reading, done, script.promptTokens);
        if (!pauseFor(script.pause, stop))
            return 0;
    }
    int written = 0;
    for (const auto *steps : {&script.thinking, &script.text}) {
        const auto &tell = steps == &script.text ? observer.text : observer.thinking;
        for (const QString &step : *steps) {
            if (!pauseFor(script.pause, stop))
                return written;
            if (tell)
                tell(step);
            ++written;
        }
    }
    if (script.lastPause && !pauseFor(*script.lastPause, stop))
        return written;
    ending = script.ending;
    return written;
}

} // namespace

void Script::answer(const ScriptedAnswer &answer)
{
    const std::scoped_lock lock(m_mutex);
    m_answers.push_back(answer);
}

void Script::transcribe(const ScriptedAnswer &transcript)
{
    const std::scoped_lock lock(m_mutex);
    m_transcripts.push_back(transcript);
}

void Script::load(const ScriptedLoad &load)
{
    const std::scoped_lock lock(m_mutex);
    m_loadScripts.push_back(load);
}

QList<Question> Script::questions() const
{
    const std::scoped_lock lock(m_mutex);
    return m_questions;
}

QList<QList<float>> Script::recordings() const
{
    const std::scoped_lock lock(m_mutex);
    return m_recordings;
}

QList<ModelOptions> Script::loads() const
{
    const std::scoped_lock lock(m_mutex);
    return m_loads;
}

int Script::unloads() const
{
    const std::scoped_lock lock(m_mutex);
    return m_unloads;
}

int Script::counts() const
{
    const std::scoped_lock lock(m_mutex);
    return m_counts;
}

QStringList Script::problems() const
{
    const std::scoped_lock lock(m_mutex);
    return m_problems;
}

ScriptedBackend::ScriptedBackend(std::shared_ptr<Script> script) : m_script(std::move(script)) {}

void ScriptedBackend::checkUse(const char *call, bool needsModel)
{
    const std::scoped_lock lock(m_script->m_mutex);
    if (!m_thread)
        m_thread = std::this_thread::get_id();
    if (*m_thread != std::this_thread::get_id())
        m_script->m_problems.append(QString("%1 on a second thread").arg(call));
    if (needsModel && !m_isLoaded)
        m_script->m_problems.append(QString("%1 without a model").arg(call));
}

ScriptedAnswer ScriptedBackend::nextOf(std::deque<ScriptedAnswer> &scripts, const char *call)
{
    const std::scoped_lock lock(m_script->m_mutex);
    if (scripts.empty()) {
        m_script->m_problems.append(QString("%1 without a script").arg(call));
        return {};
    }
    ScriptedAnswer script = scripts.front();
    scripts.pop_front();
    return script;
}

Outcome<ModelFacts> ScriptedBackend::load(
    const ModelOptions &options, const LoadProgress &progress, std::stop_token stop)
{
    checkUse("load", false);
    ScriptedLoad script;
    {
        const std::scoped_lock lock(m_script->m_mutex);
        m_script->m_loads.append(options);
        if (!m_script->m_loadScripts.empty()) {
            script = m_script->m_loadScripts.front();
            m_script->m_loadScripts.pop_front();
        }
    }
    m_isLoaded = false;
    for (int done = 0; done < script.steps; ++done) {
        const bool writes = done < script.written;
        progress(writes ? LoadStage::Writing : LoadStage::Reading, done, script.steps);
        if (!pauseFor(script.pause, stop))
            return std::unexpected(Failure{"Stopped.", {}});
    }
    if (!script.failure.what.isEmpty())
        return std::unexpected(script.failure);
    m_isLoaded = true;
    return ModelFacts{.name = "Scripted",
        .contextLength = kContextLength,
        .hasPictures = true,
        .hasSpeech = true,
        .bytesInUse = 1000,
        .bytesHeld = 600,
        .notice = script.notice};
}

void ScriptedBackend::unload()
{
    checkUse("unload", true);
    m_isLoaded = false;
    const std::scoped_lock lock(m_script->m_mutex);
    ++m_script->m_unloads;
}

Outcome<AnswerResult> ScriptedBackend::answer(
    const Question &question, const Observer &observer, std::stop_token stop)
{
    checkUse("answer", true);
    {
        const std::scoped_lock lock(m_script->m_mutex);
        m_script->m_questions.append(question);
    }
    const ScriptedAnswer script = nextOf(m_script->m_answers, "answer");
    Ending ending = Ending::Complete;
    const int written = playSteps(script, observer, script.ignoresStop ? std::stop_token() : stop, ending);
    if (!script.failure.what.isEmpty())
        return std::unexpected(script.failure);
    return AnswerResult{.ending = ending,
        .tokens = written,
        .promptTokens = script.promptTokens,
        .writeSeconds = 0.5,
        .tokensHeld = script.promptTokens + written};
}

Outcome<Transcript> ScriptedBackend::transcribe(
    const QList<float> &samples, const Observer &observer, std::stop_token stop)
{
    checkUse("transcribe", true);
    {
        const std::scoped_lock lock(m_script->m_mutex);
        m_script->m_recordings.append(samples);
    }
    const ScriptedAnswer script = nextOf(m_script->m_transcripts, "transcribe");
    Transcript transcript;
    playSteps(script, observer, script.ignoresStop ? std::stop_token() : stop, transcript.ending);
    if (!script.failure.what.isEmpty())
        return std::unexpected(script.failure);
    transcript.text = script.text.join(QString());
    return transcript;
}

Outcome<qint64> ScriptedBackend::countTokens(const Question &question)
{
    checkUse("countTokens", true);
    qint64 letters = 0;
    for (const QuestionMessage &message : question.messages) {
        for (const QuestionPart &part : message.parts)
            letters += part.text.size();
    }
    const std::scoped_lock lock(m_script->m_mutex);
    ++m_script->m_counts;
    return letters;
}

} // namespace alcove::app
