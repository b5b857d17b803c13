#include "app/engine_thread/model_report.h"

#include "app/engine_thread/question_conversion.h"
#include "inference/formats/gguf.h"
#include "inference/model/config.h"
#include "inference/model/model_files.h"
#include "inference/session/memory_plan.h"
#include "inference/session/opened_model.h"

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

CacheType toCacheType(inference::CacheType type)
{
    return type == inference::CacheType::F32   ? CacheType::F32
           : type == inference::CacheType::F16 ? CacheType::F16
                                               : CacheType::Int8;
}

/// What a person would choose to have the settings `nearest`; what need not change is left as asked.
ModelReport::Nearest choicesFor(const inference::MemorySettings &nearest,
    const inference::MemorySettings &wanted, const ModelOptions &asked, qint64 total)
{
    return {.contextLength = nearest.context == wanted.context ? asked.contextLength : int(nearest.context),
        .cacheType = toCacheType(nearest.cache),
        .draftTokens = nearest.drafter == wanted.drafter ? asked.draftTokens : 0,
        .total = total};
}

void plan(ModelReport::Report &report, const inference::OpenedModel &model,
    const inference::EngineOptions &engine, const ModelOptions &asked, qint64 available)
{
    const inference::ModelSizes sizes = inference::sizesOf(model, engine);
    const inference::MemorySettings wanted = inference::settingsOf(model, engine);
    const inference::MemoryPlan plan = inference::planMemory(sizes, wanted, available);
    report.weights = plan.weights;
    report.drafter = plan.drafter;
    report.cache = plan.cache;
    report.scratch = plan.scratch;
    report.available = plan.available;
    if (plan.fits())
        return;
    if (const auto nearest = inference::nearestThatFits(sizes, wanted, available))
        report.nearest =
            choicesFor(*nearest, wanted, asked, inference::planMemory(sizes, *nearest, available).total());
}

ModelReport::Report examine(const ModelOptions &options, qint64 available)
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
    const auto model = inference::openModel(engine.files);
    if (model)
        plan(report, *model, engine, options, available);
    else
        report.problem = toFailure(model.error());
    return report;
}

} // namespace

ModelReport::ModelReport(QObject *parent) : QObject(parent), m_available(inference::availableMemory)
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

void ModelReport::setGivenBack(qint64 bytes)
{
    if (bytes == m_givenBack)
        return;
    m_givenBack = bytes;
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
    m_pool.clear(); // jobs that did not begin are of older inputs
    m_pool.start([this, job = ++m_job, options = m_options, available = m_available, back = m_givenBack] {
        const Report report = examine(options, available() + back);
        QMetaObject::invokeMethod(this, [this, job, report] { finish(job, report); });
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
