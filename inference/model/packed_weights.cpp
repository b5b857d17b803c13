#include "inference/model/packed_weights.h"

#include "inference/compute/packed_layout.h"
#include "inference/model/packed_file_writer.h"
#include "inference/model/packing.h"
#include "inference/model/read_ahead.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace alcove::inference {

namespace {

Result<PackedFile> openAndRead(ThreadPool &pool, const PackedHeader &header, const PackedCache &cache,
    const PackedProgress &progress, const std::stop_token &stop);
Result<PackedFile> write(ThreadPool &pool, const PackedSource &source, const PackedHeader &header,
    const PackedCache &cache, const PackedProgress &progress, const std::stop_token &stop);

} // namespace

PackedSource::PackedSource(const std::vector<WeightMatrix *> &products, std::span<const MappedFile> mapped)
    : files(mapped)
{
    std::ranges::copy_if(products, std::back_inserter(matrices),
        [](const WeightMatrix *matrix) { return isPackable(matrix->type, matrix->columns); });
}

Result<PackedWeights> PackedWeights::load(ThreadPool &pool, const PackedSource &source,
    const PackedCache &cache, const PackedProgress &progress, const std::stop_token &stop)
{
    const PackedHeader header = source.header();
    if (!cache.isWorthwhile(header))
        return pack(pool, source, progress, stop);
    Result<PackedFile> file = openAndRead(pool, header, cache, progress, stop);
    if (!file && !stop.stop_requested())
        file = write(pool, source, header, cache, progress, stop);
    if (!file && stop.stop_requested())
        return std::unexpected(file.error());
    if (!file) {
        Result<PackedWeights> packed = pack(pool, source, progress, stop);
        if (packed)
            packed->m_notice = file.error().message();
        return packed;
    }
    PackedWeights packed;
    packed.m_file = std::move(*file);
    for (size_t i = 0; i < source.matrices.size(); ++i)
        source.matrices[i]->packed = packed.m_file->matrix(i).data();
    return packed;
}

Result<PackedWeights> PackedWeights::pack(
    ThreadPool &pool, const PackedSource &source, const PackedProgress &progress, const std::stop_token &stop)
{
    PackedWeights packed;
    int64_t done = 0;
    for (WeightMatrix *matrix : source.matrices) {
        const int64_t groupBytes = packedGroupBytes(matrix->type, matrix->columns);
        Result<PageBuffer> buffer =
            PageBuffer::allocate(packedBytes(matrix->type, matrix->rows, matrix->columns));
        if (!buffer)
            return std::unexpected(buffer.error());
        buffer->preferLargePages();
        const bool whole = packInOrder(pool, *matrix, stop, [&](int, int64_t first, int64_t last) {
            packGroups(*matrix, first, last, buffer->bytes().subspan(size_t(first * groupBytes)));
        });
        if (!whole)
            return failure("Loading was stopped.");
        matrix->packed = buffer->bytes().data();
        done += std::ssize(buffer->bytes());
        packed.m_buffers.push_back(std::move(*buffer));
        progress(LoadStage::Packing, done);
    }
    return packed;
}

Result<std::optional<PreparedFile>> preparePackedFile(ThreadPool &pool, const PackedSource &source,
    const PackedCache &cache, const PackedProgress &progress, const std::stop_token &stop)
{
    const PackedHeader header = source.header();
    if (!cache.isWorthwhile(header))
        return std::nullopt;
    PreparedFile prepared{.path = cache.pathFor(header), .bytes = header.fileBytes(), .made = false};
    const auto check = [&](const Result<PackedFile> &file) {
        return file->verify(pool, [&](int64_t done) { progress(LoadStage::Reading, done); }, stop);
    };
    if (const Result<PackedFile> file = cache.open(header)) {
        if (Result<void> whole = check(file); whole || stop.stop_requested())
            return whole.transform([&] { return std::optional(prepared); });
    }
    removeUnused(prepared.path);
    prepared.made = true;
    const Result<PackedFile> file = write(pool, source, header, cache, progress, stop);
    if (!file)
        return std::unexpected(file.error());
    return check(file).transform([&] { return std::optional(prepared); });
}

std::vector<WeightMatrix *> productMatrices(TextWeights &weights)
{
    std::vector<WeightMatrix *> matrices;
    for (LayerWeights &layer : weights.layers) {
        matrices.push_back(&layer.query);
        if (layer.key.rows > 0)
            matrices.push_back(&layer.key);
        if (layer.value)
            matrices.push_back(&*layer.value);
        for (WeightMatrix *matrix : {&layer.attentionOutput, &layer.gate, &layer.up, &layer.down})
            matrices.push_back(matrix);
    }
    matrices.push_back(&weights.head);
    return matrices;
}

std::vector<WeightMatrix *> productMatrices(DrafterWeights &weights)
{
    std::vector<WeightMatrix *> matrices = productMatrices(weights.text);
    matrices.push_back(&weights.preProjection);
    matrices.push_back(&weights.postProjection);
    return matrices;
}

namespace {

Result<PackedFile> openAndRead(ThreadPool &pool, const PackedHeader &header, const PackedCache &cache,
    const PackedProgress &progress, const std::stop_token &stop)
{
    Result<PackedFile> file = cache.open(header);
    if (!file)
        return file;
    if (!isInMemory(file->bytes())) {
        const Result<void> whole =
            file->verify(pool, [&](int64_t done) { progress(LoadStage::Reading, done); }, stop);
        if (whole)
            return file;
        if (!stop.stop_requested())
            removeUnused(file->path());
        return std::unexpected(whole.error());
    }
    int64_t done = 0;
    const bool read = readAhead(
        pool, file->bytes(), [&](int64_t bytes) { progress(LoadStage::Reading, done += bytes); }, stop);
    if (!read)
        return failure("Loading was stopped.");
    return file;
}

Result<PackedFile> write(ThreadPool &pool, const PackedSource &source, const PackedHeader &header,
    const PackedCache &cache, const PackedProgress &progress, const std::stop_token &stop)
{
    if (Result<void> folder = cache.makeFolder(); !folder)
        return std::unexpected(folder.error());
    const PackedFileHost host{
        .makeRoom = [&](int64_t bytes) { return cache.makeRoom(header, bytes); },
        .progress = [&](int64_t done) { progress(LoadStage::Writing, done); },
    };
    const Result<void> written =
        writePackedFile(pool, source.matrices, header, cache.pathFor(header), host, stop);
    if (!written)
        return std::unexpected(written.error());
    return cache.open(header);
}

} // namespace

} // namespace alcove::inference
