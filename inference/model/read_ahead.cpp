#include "inference/model/read_ahead.h"

#include <algorithm>
#include <atomic>
#include <sys/mman.h>
#include <unistd.h>

namespace alcove::inference {

namespace {

constexpr size_t kPiece = 8 << 20; // 0.1 s on a slow disk: stopping is looked at in between
constexpr size_t kSamples = 256;   // pages that are asked about

enum class Rounding { Outwards, Inwards };

/// The pages of the bytes, as madvise() and mincore() want them.
std::span<std::byte> pagesOf(std::span<const std::byte> bytes, Rounding rounding)
{
    const auto page = uintptr_t(::sysconf(_SC_PAGESIZE));
    const auto begin = uintptr_t(bytes.data());
    const uintptr_t end = begin + bytes.size();
    const bool outwards = rounding == Rounding::Outwards;
    const uintptr_t first = (outwards ? begin : begin + page - 1) / page * page;
    const uintptr_t last = (outwards ? end + page - 1 : end) / page * page;
    return {reinterpret_cast<std::byte *>(first), first < last ? last - first : 0};
}

/// Refusals do not matter: pages then come and go on demand.
void advise(std::span<const std::byte> bytes, int advice, Rounding rounding)
{
    if (const std::span<std::byte> pages = pagesOf(bytes, rounding); !pages.empty())
        ::madvise(pages.data(), pages.size(), advice);
}

std::span<const std::byte> pieceAt(std::span<const std::byte> bytes, size_t at)
{
    return at < bytes.size() ? bytes.subspan(at, std::min(kPiece, bytes.size() - at)) : bytes.last(0);
}

} // namespace

void preferLargePages(std::span<const std::byte> bytes)
{
    advise(bytes, MADV_HUGEPAGE, Rounding::Outwards);
}

void expectSingleTouches(std::span<const std::byte> bytes)
{
    advise(bytes, MADV_RANDOM, Rounding::Inwards);
}

bool readAhead(ThreadPool &pool, std::span<const std::byte> bytes, const std::function<void(int64_t)> &read,
    const std::stop_token &stop)
{
    preferLargePages(bytes);
    std::atomic<size_t> next = 0;
    std::atomic<int64_t> come = 0;
    pool.run([&](int share, int) {
        for (size_t at = next.fetch_add(kPiece); at < bytes.size() && !stop.stop_requested();
            at = next.fetch_add(kPiece)) {
            const std::span<const std::byte> piece = pieceAt(bytes, at);
            advise(piece, MADV_POPULATE_READ, Rounding::Outwards);
            come += int64_t(piece.size());
            if (share == 0)
                read(come.exchange(0));
        }
    });
    read(come.exchange(0));
    return !stop.stop_requested();
}

bool isInMemory(std::span<const std::byte> bytes)
{
    const auto page = size_t(::sysconf(_SC_PAGESIZE));
    const std::span<std::byte> pages = pagesOf(bytes, Rounding::Outwards);
    const size_t count = pages.size() / page;
    size_t present = 0;
    for (size_t i = 0; i < kSamples; ++i) {
        unsigned char state = 0;
        std::byte *sample = pages.data() + count * i / kSamples * page;
        if (!pages.empty() && ::mincore(sample, page, &state) == 0 && (state & 1) != 0)
            ++present;
    }
    return present > kSamples / 2;
}

void willNeed(std::span<const std::byte> bytes)
{
    advise(bytes, MADV_WILLNEED, Rounding::Outwards);
}

void giveBack(std::span<const std::byte> bytes)
{
    advise(bytes, MADV_DONTNEED, Rounding::Inwards);
}

} // namespace alcove::inference
