#include "inference/cli/bench_reading.h"

#include "inference/compute/packed_layout.h"

#include <atomic>
#include <cstring>
#include <span>

namespace alcove::inference {

namespace {

std::span<const std::byte> bytesOf(const WeightMatrix &matrix)
{
    if (matrix.packed)
        return {matrix.packed, size_t(packedBytes(matrix.type, matrix.rows, matrix.columns))};
    return matrix.rowBlocks(0, matrix.rows);
}

/// Eight sums, so that the loop waits for the memory and not for its own additions.
template <ReadingLoop kLoop>
uint64_t sumOf(std::span<const std::byte> bytes)
{
    constexpr size_t kLane = 8;
    constexpr size_t kAhead = 4096;
    uint64_t sums[kLane] = {};
    uint64_t words[kLane];
    for (size_t at = 0; at + sizeof words <= bytes.size(); at += sizeof words) {
        if constexpr (kLoop == ReadingLoop::AskingAhead)
            __builtin_prefetch(bytes.data() + at + kAhead);
        std::memcpy(words, bytes.data() + at, sizeof words);
        for (size_t i = 0; i < kLane; ++i)
            sums[i] += words[i];
    }
    uint64_t sum = 0;
    for (const uint64_t part : sums)
        sum += part;
    return sum;
}

} // namespace

int64_t readBytes(const std::vector<WeightMatrix *> &matrices)
{
    int64_t bytes = 0;
    for (const WeightMatrix *matrix : matrices)
        bytes += int64_t(bytesOf(*matrix).size());
    return bytes;
}

uint64_t readPlainly(ReadingLoop loop, ThreadPool &pool, const std::vector<WeightMatrix *> &matrices)
{
    const auto sumUp = loop == ReadingLoop::Bare ? sumOf<ReadingLoop::Bare> : sumOf<ReadingLoop::AskingAhead>;
    std::atomic<uint64_t> sum = 0;
    for (const WeightMatrix *matrix : matrices) {
        const std::span<const std::byte> bytes = bytesOf(*matrix);
        pool.run([&](int share, int shares) {
            const size_t first = bytes.size() * size_t(share) / size_t(shares);
            const size_t last = bytes.size() * size_t(share + 1) / size_t(shares);
            sum += sumUp(bytes.subspan(first, last - first));
        });
    }
    return sum;
}

} // namespace alcove::inference
