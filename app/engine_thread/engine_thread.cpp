#include "app/engine_thread/engine_thread.h"

#include "app/engine_thread/engine_log.h"
#include "app/engine_thread/engine_worker.h"
#include "inference/compute/thread_pool.h"

#include <QFileInfo>

#include <algorithm>
#include <chrono>

namespace alcove::app {

namespace {

using namespace std::chrono_literals;

/// Stopping shall be seen within 0.3 s whatever the engine does; it looks at its token between layers.
constexpr auto kGrace = 200ms;

/// Drafts can be switched while the model stays; whether there is a drafter at all cannot.
bool needsNewLoad(const ModelOptions &before, ModelOptions after)
{
    if ((before.draftTokens == 0) == (after.draftTokens == 0))
        after.draftTokens = before.draftTokens;
    return after != before;
}

bool asksAboutPictures(const Question &question)
{
    const auto isPicture = [](const QuestionPart &part) { return part.kind == QuestionPart::Kind::Picture; };
    return !question.messages.isEmpty() && std::ranges::any_of(question.messages.last().parts, isPicture);
}

} // namespace

EngineThread::EngineThread(
    std::unique_ptr<Backend> backend, const ModelOptions &options, const QString &demoPath, QObject *parent)
    : QObject(parent)
    , m_worker(new EngineWorker(std::move(backend)))
    , m_options(options)
    , m_demoPath(demoPath)
    , m_facts{.hasPictures = true, .hasSpeech = true}
    , m_text([this](const TextBatch &batch) { emit textArrived(batch); })
{
    m_state = chosenPath().isEmpty() ? NoModel : Resting;
    m_worker->moveToThread(&m_thread);
    connect(&m_thread, &QThread::started, m_worker, [] { inference::stepBehindOthers(); });
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    connectWorker();
    setUpTimers();
    m_thread.setObjectName("engine");
    m_thread.start();
}

EngineThread::~EngineThread()
{
    m_loadStop.request_stop();
    if (m_running)
        m_running->stop.request_stop();
    m_thread.quit();
    m_thread.wait();
}

void EngineThread::connectWorker()
{
    connect(m_worker, &EngineWorker::loadProgressed, this, &EngineThread::setProgress);
    connect(m_worker, &EngineWorker::loaded, this, &EngineThread::onLoaded);
    connect(m_worker, &EngineWorker::loadStopped, this, &EngineThread::onLoadStopped);
    connect(m_worker, &EngineWorker::loadFailed, this, &EngineThread::onLoadFailed);
    connect(m_worker, &EngineWorker::unloaded, this, [this] {
        setState(Resting);
        finishWork();
    });
    connect(m_worker, &EngineWorker::wrote, this, &EngineThread::onWrote);
    connect(m_worker, &EngineWorker::progressed, this, &EngineThread::onProgressed);
    connect(m_worker, &EngineWorker::answered, this, &EngineThread::onAnswered);
    connect(m_worker, &EngineWorker::transcribed, this, &EngineThread::onTranscribed);
    connect(m_worker, &EngineWorker::failed, this, &EngineThread::onFailed);
    connect(m_worker, &EngineWorker::counted, this, [this](const TokenCount &count) {
        emit counted(count);
        finishWork();
    });
    connect(m_worker, &EngineWorker::countFailed, this, &EngineThread::finishWork);
}

void EngineThread::setUpTimers()
{
    m_grace.setSingleShot(true);
    m_grace.setInterval(kGrace);
    connect(&m_grace, &QTimer::timeout, this, &EngineThread::abandonRunning);
    m_idle.setSingleShot(true);
    connect(&m_idle, &QTimer::timeout, this, &EngineThread::rest);
}

void EngineThread::setRestAfterMinutes(int minutes)
{
    m_idle.setInterval(std::chrono::minutes(minutes));
    waitIdle();
}

void EngineThread::setOptions(const ModelOptions &options)
{
    const ModelOptions before = std::exchange(m_options, options);
    if (!needsNewLoad(before, options))
        return;
    const bool isOtherModel = before.path != options.path;
    if (isOtherModel)
        setFacts({.hasPictures = true, .hasSpeech = true});
    if (isOtherModel || m_state == Loading || m_state == Ready || m_state == Failed)
        reload();
}

void EngineThread::load()
{
    if (m_state == Ready || m_state == Loading)
        return;
    m_loadWanted = true;
    advance();
}

void EngineThread::reload()
{
    m_loadWanted = true;
    m_restWanted = false;
    if (m_work == Work::Load)
        m_loadStop.request_stop();
    advance();
}

void EngineThread::rest()
{
    m_loadWanted = false;
    if (m_work == Work::Load)
        m_loadStop.request_stop();
    else if (m_state == Ready)
        m_restWanted = true;
    advance();
}

void EngineThread::ask(qint64 answerId, const Question &question)
{
    Question budgeted = question;
    budgeted.imageTokens = pictureBudget(question.imageTokens);
    enqueue({.id = answerId, .kind = Request::Kind::Answer, .question = budgeted});
}

void EngineThread::transcribe(qint64 answerId, const QList<float> &samples)
{
    enqueue({.id = answerId, .kind = Request::Kind::Transcript, .samples = samples});
}

void EngineThread::countTokens(qint64 countId, const Question &question)
{
    Question budgeted = question;
    budgeted.imageTokens = pictureBudget(question.imageTokens);
    m_waitingCount = {countId, budgeted};
    advance();
}

void EngineThread::enqueue(Request request)
{
    m_restWanted = false;
    const qint64 id = request.id;
    m_waiting.push_back(std::move(request));
    if (m_state == Loading)
        emit progressed({.answerId = id,
            .phase = AnswerProgress::Phase::Loading,
            .done = m_progressDone,
            .total = m_progressTotal});
    else
        emit progressed({.answerId = id, .phase = AnswerProgress::Phase::Waiting});
    advance();
}

void EngineThread::advance()
{
    if (m_work != Work::None)
        return;
    if (m_loadWanted || (!m_waiting.empty() && m_state != Ready))
        startLoading();
    else if (!m_waiting.empty())
        startRequest();
    else if (m_restWanted && m_state == Ready)
        startUnloading();
    else if (m_waitingCount && m_state == Ready)
        startCount();
    else
        waitIdle();
}

template <typename Function>
void EngineThread::post(Work work, Function function)
{
    m_work = work;
    m_idle.stop();
    QMetaObject::invokeMethod(m_worker, std::move(function), Qt::QueuedConnection);
}

void EngineThread::startLoading()
{
    m_loadWanted = false;
    m_restWanted = false;
    if (chosenPath().isEmpty()) {
        setState(NoModel);
        failWaiting({tr("No model is chosen."), tr("Choose one in Settings, Model.")});
        return;
    }
    m_loadStop = {};
    ModelOptions options = m_options;
    options.path = chosenPath();
    post(Work::Load,
        [worker = m_worker, options, stop = m_loadStop.get_token()] { worker->load(options, stop); });
    setState(Loading);
    setProgress(app::LoadStage::Reading, 0, 0);
}

void EngineThread::startUnloading()
{
    m_restWanted = false;
    post(Work::Unload, [worker = m_worker] { worker->unload(); });
}

void EngineThread::startRequest()
{
    m_running = std::move(m_waiting.front());
    m_waiting.pop_front();
    m_text.clear();
    const qint64 id = m_running->id;
    const std::stop_token stop = m_running->stop.get_token();
    if (m_running->kind == Request::Kind::Transcript) {
        post(Work::Request, [worker = m_worker, id, samples = m_running->samples, stop] {
            worker->transcribe(id, samples, stop);
        });
    } else {
        m_running->question.draftTokens = m_options.draftTokens;
        post(Work::Request, [worker = m_worker, id, question = m_running->question, stop] {
            worker->answer(id, question, stop);
        });
    }
    const bool sees = asksAboutPictures(m_running->question);
    emit progressed(
        {.answerId = id, .phase = sees ? AnswerProgress::Phase::Seeing : AnswerProgress::Phase::Reading});
}

void EngineThread::startCount()
{
    const auto [id, question] = *std::exchange(m_waitingCount, {});
    post(Work::Count, [worker = m_worker, id, question] { worker->count(id, question); });
}

void EngineThread::waitIdle()
{
    if (m_state == Ready && m_work == Work::None && m_idle.interval() > 0)
        m_idle.start();
    else
        m_idle.stop();
}

void EngineThread::stop(qint64 answerId)
{
    if (m_running && m_running->id == answerId) {
        stopRunning();
        return;
    }
    const auto waiting = std::ranges::find(m_waiting, answerId, &Request::id);
    if (waiting == m_waiting.end())
        return;
    const Request request = std::move(*waiting);
    m_waiting.erase(waiting);
    if (m_waiting.empty() && m_work == Work::Load)
        m_loadStop.request_stop();
    reportStopped(request);
}

void EngineThread::stopRunning()
{
    m_running->stop.request_stop();
    if (!m_running->abandoned && !m_grace.isActive())
        m_grace.start();
}

void EngineThread::abandonRunning()
{
    m_text.flush();
    m_running->abandoned = true;
    reportStopped(*m_running);
}

bool EngineThread::takesResultOf(qint64 answerId) const
{
    return m_running && m_running->id == answerId && !m_running->abandoned;
}

void EngineThread::finishWork()
{
    m_work = Work::None;
    advance();
}

void EngineThread::reportStopped(const Request &request)
{
    if (request.kind == Request::Kind::Answer)
        emit answered({.answerId = request.id, .ending = Ending::Stopped});
    else
        emit transcribed({.answerId = request.id, .ending = Ending::Stopped});
}

void EngineThread::reportToWaiting(AnswerProgress progress)
{
    QList<qint64> ids; // whoever listens may stop a request meanwhile
    for (const Request &request : m_waiting)
        ids.append(request.id);
    for (const qint64 id : ids) {
        progress.answerId = id;
        emit progressed(progress);
    }
}

void EngineThread::failWaiting(const Failure &failure)
{
    // Whoever hears of a failure may ask again; that one is not to fail with these.
    for (const Request &request : std::exchange(m_waiting, {}))
        emit failed(request.id, failure);
}

void EngineThread::setState(ModelState state, const Failure &error)
{
    if (m_state != state)
        qCDebug(engineLog) << "model state" << state << error.what;
    m_state = state;
    m_error = error;
    emit modelStateChanged();
}

void EngineThread::setFacts(const ModelFacts &facts)
{
    m_facts = facts;
    emit factsChanged();
}

void EngineThread::setProgress(app::LoadStage stage, qint64 done, qint64 total)
{
    m_loadStage = stage;
    m_progressDone = done;
    m_progressTotal = total;
    emit loadProgressed();
    reportToWaiting({.phase = AnswerProgress::Phase::Loading, .done = done, .total = total});
}

QString EngineThread::modelName() const
{
    if (isDemo())
        return m_demoPath.isEmpty() ? QString() : tr("Demonstration model");
    return m_facts.name.isEmpty() ? QFileInfo(m_options.path).completeBaseName() : m_facts.name;
}

} // namespace alcove::app
