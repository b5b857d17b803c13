#include "app/engine_thread/model_report.h"

#include "app/engine_thread/question_conversion.h"
#include "inference/formats/gguf.h"
#include "inference/model/config.h"
#include "inference/model/model_files.h"
#include "inference/session/memory_plan.h"

#include <QDir>
#include <QFileInfo>

#include <chrono>
#include <optional>

namespace alcove::app {

using namespace std::chrono_literals;

namespace {

constexpr auto kSettle = 60ms;

inference::Result<inference::ModelConfig> configOf(const inference::ModelFiles &files)
{
    if (std::filesystem::is_directory(files.model))
        return inference::readModelConfig(files.model);
    const auto text = inference::GgufFile::open(files.model);
    if (!text)
        return std::unexpected(text.error());
    if (files.mmproj.empty())
        return inference::readModelConfig(*text, nullptr);
    const auto media = inference::GgufFile::open(files.mmproj);
    if (!media)
        return std::unexpected(media.error());
    return inference::readModelConfig(*text, &*media);
}

/// Size of a file, or of the weights of a folder.
qint64 bytesOf(const std::filesystem::path &path)
{
    const QFileInfo info(QString::fromStdU16String(path.u16string()));
    if (!info.isDir())
        return info.size();
    qint64 bytes = 0;
    for (const QFileInfo &file : QDir(info.filePath()).entryInfoList({"*.safetensors"}, QDir::Files))
        bytes += file.size();
    return bytes;
}

void describe(
    ModelReport::Report &report, const inference::ModelFiles &files, const inference::ModelConfig &config)
{
    report.name = QString::fromStdString(config.name);
    report.bytes = bytesOf(files.model);
    for (const auto &part : {files.mmproj, files.drafter})
        report.bytes += part.empty() ? 0 : bytesOf(part);
    report.hasPictures = config.vision.has_value();
    report.hasSpeech = config.audio.has_value();
    report.hasDrafter = !files.drafter.empty();
    report.longestContext = config.text.contextLength;
}

ModelReport::Report examine(const ModelOptions &options)
{
    ModelReport::Report report;
    if (options.path.isEmpty())
        return report;
    const QFileInfo file(options.path);
    report.fileName = file.fileName();
    report.folder = file.absolutePath();
    const inference::EngineOptions engine = toEngineOptions(options);
    const auto files = inference::findModelFiles(engine.files);
    const auto config = files ? configOf(*files) : std::unexpected(files.error());
    if (!config) {
        report.problem = toFailure(config.error());
        return report;
    }
    describe(report, *files, *config);
    const auto plan = inference::planMemory(engine);
    if (!plan) {
        report.problem = toFailure(plan.error());
        return report;
    }
    report.weights = plan->weights;
    report.drafter = plan->drafter;
    report.cache = plan->cache;
    report.scratch = plan->scratch;
    report.available = plan->available;
    return report;
}

} // namespace

ModelReport::ModelReport(QObject *parent) : QObject(parent)
{
    m_settle.setSingleShot(true);
    m_settle.setInterval(kSettle);
    connect(&m_settle, &QTimer::timeout, this, &ModelReport::start);
    m_pool.setMaxThreadCount(1);
}

ModelReport::~ModelReport()
{
    m_pool.clear();
    m_pool.waitForDone();
}

void ModelReport::setPath(const QString &path)
{
    if (path == m_options.path)
        return;
    m_options.path = path;
    changed();
}

void ModelReport::setContextLength(int positions)
{
    if (positions == m_options.contextLength)
        return;
    m_options.contextLength = positions;
    changed();
}

void ModelReport::setCacheType(int type)
{
    if (type == cacheType() || type < int(CacheType::F32) || type > int(CacheType::Int8))
        return;
    m_options.cacheType = CacheType(type);
    changed();
}

void ModelReport::setDraftTokens(int count)
{
    if (count == m_options.draftTokens)
        return;
    m_options.draftTokens = count;
    changed();
}

void ModelReport::refresh()
{
    start();
}

void ModelReport::changed()
{
    emit inputsChanged();
    setBusy(true);
    m_settle.start();
}

void ModelReport::start()
{
    m_settle.stop();
    setBusy(true);
    m_pool.clear(); // jobs that did not begin are of older inputs
    m_pool.start([this, job = ++m_job, options = m_options] {
        QMetaObject::invokeMethod(this, [this, job, report = examine(options)] { finish(job, report); });
    });
}

void ModelReport::finish(qint64 job, const Report &report)
{
    if (job != m_job || m_settle.isActive())
        return;
    m_report = report;
    emit reportChanged();
    setBusy(false);
}

void ModelReport::setBusy(bool busy)
{
    if (m_busy == busy)
        return;
    m_busy = busy;
    emit busyChanged();
}

} // namespace alcove::app
