#include "inference/session/weight_loading.h"

#include "inference/compute/float_product.h"
#include "inference/model/read_ahead.h"
#include "inference/session/engine_parts.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <span>
#include <utility>

namespace alcove::inference {

namespace {

/// Adds up what several pieces of work have done, and tells it now and then. The packed ones come first.
class LoadMeter {
public:
    LoadMeter(const LoadProgress &progress, int64_t packed, int64_t total)
        : m_progress(progress)
        , m_packed(packed)
        , m_total(total)
    {}

    /// The piece of work under way has so much now.
    void report(LoadStage stage, int64_t done);
    /// The next piece begins.
    void finishPiece(int64_t bytes)
    {
        m_before += bytes;
        report(m_stage, 0);
    }

private:
    const LoadProgress &m_progress;
    int64_t m_packed; ///< bytes of the packed files
    int64_t m_total;
    int64_t m_before = 0;
    LoadStage m_stage = LoadStage::Reading;
    std::chrono::steady_clock::time_point m_lastReport;
};

void LoadMeter::report(LoadStage stage, int64_t done)
{
    constexpr auto kBetweenReports = std::chrono::milliseconds(50);
    m_stage = stage;
    const auto now = std::chrono::steady_clock::now();
    const int64_t sum = m_before + done;
    const int64_t total = stage == LoadStage::Writing ? m_packed : m_total;
    if (!m_progress || (now - m_lastReport < kBetweenReports && sum != total))
        return;
    m_progress(stage, sum, total);
    m_lastReport = now;
}

Result<void> readWeights(Engine::Parts &parts)
{
    const ModelConfig &config = parts.config();
    Result<TextWeights> text = readTextWeights(parts.model.textNames(), config.text);
    if (!text)
        return std::unexpected(text.error());
    parts.text = std::move(*text);
    if (config.vision) {
        Result<VisionWeights> vision =
            readVisionWeights(parts.model.mediaNames(), *config.vision, config.text.hiddenSize);
        if (!vision)
            return std::unexpected(vision.error());
        parts.vision = std::move(*vision);
    }
    if (config.audio) {
        Result<AudioWeights> audio =
            readAudioWeights(parts.model.mediaNames(), *config.audio, config.text.hiddenSize);
        if (!audio)
            return std::unexpected(audio.error());
        parts.audio = std::move(*audio);
    }
    if (parts.model.drafterConfig) {
        Result<DrafterWeights> drafter =
            readDrafterWeights(parts.model.drafterNames(), *parts.model.drafterConfig);
        if (!drafter)
            return std::unexpected(drafter.error());
        parts.drafter = std::move(*drafter);
    }
    return {};
}

/// What a load has to do: matrices that have a packed form, and the bytes of those that have none.
struct Loads {
    std::vector<PackedSource> packed;
    std::vector<std::span<const std::byte>> plain;
    int64_t packedBytes = 0;
    int64_t total = 0;
};

void addLoads(Loads &loads, const std::vector<WeightMatrix *> &matrices, std::span<const MappedFile> files,
    WeightArithmetic arithmetic)
{
    const bool packs = arithmetic == WeightArithmetic::Auto;
    const PackedSource &source =
        loads.packed.emplace_back(packs ? matrices : std::vector<WeightMatrix *>(), files);
    const int64_t packedBytes = source.header().fileBytes();
    loads.packedBytes += packedBytes;
    loads.total += packedBytes;
    for (WeightMatrix *matrix : matrices) {
        if (std::ranges::contains(source.matrices, matrix))
            continue;
        matrix->inPlace = packs && isFloatType(matrix->type);
        loads.plain.push_back(matrix->rowBlocks(0, matrix->rows));
        loads.total += std::ssize(loads.plain.back());
    }
}

Loads loadsOf(const OpenedModel &model, TextWeights &text, std::optional<DrafterWeights> &drafter,
    WeightArithmetic arithmetic)
{
    Loads loads;
    addLoads(loads, productMatrices(text), model.textFiles(), arithmetic);
    if (drafter)
        addLoads(loads, productMatrices(*drafter), model.drafterFiles(), arithmetic);
    return loads;
}

/// A token table that is packed as the head serves in its file for the rows of single tokens only.
void touchSingleRows(const TextWeights &weights)
{
    if (weights.head.packed)
        expectSingleTouches(weights.embedding.rowBlocks(0, weights.embedding.rows));
}

Result<void> bringIntoMemory(Engine::Parts &parts, const LoadProgress &progress, const std::stop_token &stop)
{
    Loads loads = loadsOf(parts.model, parts.text, parts.drafter, parts.options.weights);
    for (const MappedFile &file : parts.model.mmprojFiles()) { // the first picture waits for nothing
        loads.plain.push_back(file.bytes());
        loads.total += std::ssize(file.bytes());
    }
    const PackedCache cache(parts.options.packedFiles);
    LoadMeter meter(progress, loads.packedBytes, loads.total);
    const auto report = [&meter](LoadStage stage, int64_t done) { meter.report(stage, done); };
    for (const PackedSource &source : loads.packed) {
        Result<PackedWeights> packed = PackedWeights::load(*parts.pool, source, cache, report, stop);
        if (!packed)
            return std::unexpected(packed.error());
        if (parts.notice.empty())
            parts.notice = packed->notice();
        parts.packed.push_back(std::move(*packed));
        meter.finishPiece(source.header().fileBytes());
    }
    for (const std::span<const std::byte> bytes : loads.plain) {
        int64_t done = 0;
        const auto read = [&](int64_t more) { meter.report(LoadStage::Reading, done += more); };
        if (!readAhead(*parts.pool, bytes, read, stop))
            return failure("Loading was stopped.");
        meter.finishPiece(std::ssize(bytes));
    }
    touchSingleRows(parts.text);
    if (parts.drafter)
        touchSingleRows(parts.drafter->text);
    return {};
}

} // namespace

Result<void> loadWeights(Engine::Parts &parts, const LoadProgress &progress, const std::stop_token &stop)
{
    if (Result<void> read = readWeights(parts); !read)
        return read;
    return bringIntoMemory(parts, progress, stop);
}

Result<std::vector<PreparedFile>> prepareModel(
    const EngineOptions &options, const LoadProgress &progress, const std::stop_token &stop)
{
    const Result<OpenedModel> model = openModel(options.files);
    if (!model)
        return std::unexpected(model.error());
    Result<TextWeights> text = readTextWeights(model->textNames(), model->config.text);
    if (!text)
        return std::unexpected(text.error());
    std::optional<DrafterWeights> drafter;
    if (model->drafterConfig) {
        Result<DrafterWeights> weights = readDrafterWeights(model->drafterNames(), *model->drafterConfig);
        if (!weights)
            return std::unexpected(weights.error());
        drafter = std::move(*weights);
    }
    const Loads loads = loadsOf(*model, *text, drafter, options.weights);
    ThreadPool pool(options.threads);
    const PackedCache cache(options.packedFiles);
    LoadMeter meter(progress, loads.packedBytes, loads.total);
    const auto report = [&meter](LoadStage stage, int64_t done) { meter.report(stage, done); };
    std::vector<PreparedFile> files;
    for (const PackedSource &source : loads.packed) {
        const Result<std::optional<PreparedFile>> file = preparePackedFile(pool, source, cache, report, stop);
        if (!file)
            return std::unexpected(file.error());
        if (*file)
            files.push_back(**file);
        meter.finishPiece(source.header().fileBytes());
    }
    return files;
}

} // namespace alcove::inference
