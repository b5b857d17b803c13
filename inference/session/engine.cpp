#include "inference/session/engine.h"

#include "inference/compute/packed_layout.h"
#include "inference/session/engine_parts.h"
#include "inference/session/session.h"

#include <algorithm>
#include <chrono>
#include <format>
#include <iterator>
#include <sys/mman.h>
#include <utility>

namespace alcove::inference {

namespace {

constexpr int64_t kReadAheadPiece = 32 << 20;

/// Brings the mapped files into memory, so that the first answer does not wait for the disk.
Result<void> readAhead(const OpenedModel &model, const LoadProgress &progress, const std::stop_token &stop)
{
    std::vector<std::span<const std::byte>> files;
    const auto add = [&](const OpenedModel::Container &container) {
        std::visit(
            [&](const auto &opened) {
                for (const MappedFile &file : opened.files())
                    files.push_back(file.bytes());
            },
            container);
    };
    add(model.text);
    if (model.mmproj)
        for (const MappedFile &file : model.mmproj->files())
            files.push_back(file.bytes());
    if (model.drafter)
        add(*model.drafter);

    int64_t total = 0;
    for (const auto &file : files)
        total += int64_t(file.size());
    int64_t done = 0;
    auto lastReport = std::chrono::steady_clock::time_point();
    for (const auto &file : files) {
        for (size_t offset = 0; offset < file.size(); offset += size_t(kReadAheadPiece)) {
            if (stop.stop_requested())
                return failure("Loading was stopped.");
            const size_t size = std::min(size_t(kReadAheadPiece), file.size() - offset);
            // Refused by old kernels; the pages then come one by one while computing.
            ::madvise(const_cast<std::byte *>(file.data() + offset), size, MADV_POPULATE_READ);
            done += int64_t(size);
            const auto now = std::chrono::steady_clock::now();
            if (progress && (now - lastReport > std::chrono::milliseconds(50) || done == total)) {
                progress(done, total);
                lastReport = now;
            }
        }
    }
    return {};
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

/// Packs what the packed kernels can take; without any of that, only reads ahead.
Result<void> packWeights(Engine::Parts &parts, const LoadProgress &progress, const std::stop_token &stop)
{
    std::vector<WeightMatrix *> matrices = productMatrices(parts.text);
    if (parts.drafter)
        std::ranges::copy(productMatrices(*parts.drafter), std::back_inserter(matrices));
    const bool packable = std::ranges::any_of(
        matrices, [](const WeightMatrix *matrix) { return isPackable(matrix->type, matrix->columns); });
    if (!packable)
        return readAhead(parts.model, progress, stop);
    Result<PackedWeights> packed = PackedWeights::pack(*parts.pool, matrices, progress, stop);
    if (!packed)
        return std::unexpected(packed.error());
    parts.packed = std::move(*packed);
    return {};
}

/// An amount of memory in the words of the window: GB are 2^30 bytes.
std::string gigabytes(int64_t bytes)
{
    return std::format("{:.1f} GB", double(bytes) / double(int64_t(1) << 30));
}

} // namespace

Engine::Engine(std::unique_ptr<Parts> parts) : m_parts(std::move(parts)) {}

Engine::~Engine() = default;

Result<std::unique_ptr<Engine>> Engine::load(
    const EngineOptions &options, const LoadProgress &progress, std::stop_token stop)
{
    Result<OpenedModel> model = openModel(options.files);
    if (!model)
        return std::unexpected(model.error());
    const MemoryPlan plan = planMemory(*model, options);
    if (!plan.fits())
        return failure(std::format("{} needs {} and this computer can give {} now.", model->config.name,
                           gigabytes(plan.total()), gigabytes(plan.available)),
            "Close a large program, or choose a shorter conversation length or a smaller file.");

    Result<TokenizerSource> source = model->readTokenizer();
    if (!source)
        return std::unexpected(source.error());
    Result<Tokenizer> tokenizer = Tokenizer::create(std::move(*source));
    if (!tokenizer)
        return std::unexpected(tokenizer.error());
    const int64_t context = chosenContext(model->config, options);
    auto parts = std::make_unique<Parts>(Parts{.options = options,
        .model = std::move(*model),
        .tokenizer = std::move(*tokenizer),
        .text = {},
        .vision = {},
        .audio = {},
        .drafter = {},
        .packed = {},
        .plan = plan,
        .context = context,
        .pool = std::make_unique<ThreadPool>(options.threads)});
    if (Result<void> read = readWeights(*parts); !read)
        return std::unexpected(read.error());
    const Result<void> ready = options.weights == WeightArithmetic::Auto
                                   ? packWeights(*parts, progress, stop)
                                   : readAhead(parts->model, progress, stop);
    if (!ready)
        return std::unexpected(ready.error());
    return std::unique_ptr<Engine>(new Engine(std::move(parts)));
}

const ModelConfig &Engine::config() const
{
    return m_parts->config();
}

const ModelFiles &Engine::files() const
{
    return m_parts->model.files;
}

const Tokenizer &Engine::tokenizer() const
{
    return m_parts->tokenizer;
}

const MemoryPlan &Engine::plan() const
{
    return m_parts->plan;
}

bool Engine::hasDrafter() const
{
    return m_parts->drafter.has_value();
}

int Engine::contextLength() const
{
    return int(m_parts->context);
}

int Engine::threadCount() const
{
    return m_parts->pool->size();
}

} // namespace alcove::inference
