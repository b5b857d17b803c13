#include "inference/model/packed_weights.h"

#include "inference/compute/packed_layout.h"

#include <algorithm>
#include <cstdint>
#include <sys/mman.h>
#include <unistd.h>

namespace alcove::inference {

namespace {

constexpr int64_t kGroupsAtATime = 16; // between two looks at the stop token

int64_t sourceBytes(const WeightMatrix &matrix)
{
    return matrix.rows * matrix.bytesPerRow();
}

/// Tells the system that the whole pages of a mapped stretch are not needed for now.
void giveBack(const std::byte *data, int64_t bytes)
{
    const auto page = uintptr_t(::sysconf(_SC_PAGESIZE));
    const uintptr_t first = (uintptr_t(data) + page - 1) / page * page;
    const uintptr_t last = (uintptr_t(data) + uintptr_t(bytes)) / page * page;
    if (first < last)
        ::madvise(reinterpret_cast<void *>(first), last - first, MADV_DONTNEED);
}

/// False if it was stopped.
bool packMatrix(ThreadPool &pool, WeightMatrix &matrix, std::span<std::byte> out, const std::stop_token &stop)
{
    const int64_t groups = (matrix.rows + kGroupRows - 1) / kGroupRows;
    const int64_t groupBytes = packedGroupBytes(matrix.type, matrix.columns);
    pool.forItems((groups + kGroupsAtATime - 1) / kGroupsAtATime, [&](int64_t item) {
        if (stop.stop_requested())
            return;
        const int64_t first = item * kGroupsAtATime;
        const int64_t last = std::min(groups, first + kGroupsAtATime);
        packGroups(matrix, first, last, out.subspan(size_t(first * groupBytes)));
    });
    matrix.packed = out.data();
    return !stop.stop_requested();
}

} // namespace

Result<PackedWeights> PackedWeights::pack(ThreadPool &pool, const std::vector<WeightMatrix *> &matrices,
    const std::function<void(int64_t, int64_t)> &progress, const std::stop_token &stop)
{
    std::vector<WeightMatrix *> packable;
    std::ranges::copy_if(matrices, std::back_inserter(packable),
        [](const WeightMatrix *matrix) { return isPackable(matrix->type, matrix->columns); });
    int64_t total = 0;
    for (const WeightMatrix *matrix : packable)
        total += sourceBytes(*matrix);

    PackedWeights packed;
    int64_t done = 0;
    for (WeightMatrix *matrix : packable) {
        Result<PageBuffer> buffer =
            PageBuffer::allocate(packedBytes(matrix->type, matrix->rows, matrix->columns));
        if (!buffer)
            return std::unexpected(buffer.error());
        if (!packMatrix(pool, *matrix, buffer->bytes(), stop))
            return failure("Loading was stopped.");
        giveBack(matrix->data, sourceBytes(*matrix));
        packed.m_buffers.push_back(std::move(*buffer));
        done += sourceBytes(*matrix);
        if (progress)
            progress(done, total);
    }
    return packed;
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

} // namespace alcove::inference
