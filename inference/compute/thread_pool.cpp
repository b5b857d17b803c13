#include "inference/compute/thread_pool.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <format>
#include <fstream>
#include <sched.h>
#include <set>
#include <string>
#include <sys/resource.h>

namespace alcove::inference {

namespace {

constexpr auto kSpinTime = std::chrono::microseconds(30);

void relax()
{
#if defined(__x86_64__)
    __builtin_ia32_pause();
#endif
}

/// Waits until the value is no longer `old`: awake for a short while, then asleep.
template <typename T>
void waitForChange(const std::atomic<T> &value, T old)
{
    const auto until = std::chrono::steady_clock::now() + kSpinTime;
    do {
        for (int i = 0; i < 64; ++i) {
            if (value.load(std::memory_order_acquire) != old)
                return;
            relax();
        }
    } while (std::chrono::steady_clock::now() < until);
    value.wait(old, std::memory_order_acquire);
}

} // namespace

ThreadPool::ThreadPool(int threads)
{
    resize(threads);
}

ThreadPool::~ThreadPool()
{
    stop();
}

void ThreadPool::resize(int threads)
{
    const int count = threads > 0 ? threads : physicalCores();
    if (!m_shares.empty() && count == size())
        return;
    stop();
    m_shares = std::vector<Share>(size_t(count));
    m_workers.reserve(size_t(count - 1));
    for (int share = 1; share < count; ++share)
        m_workers.emplace_back([this, share, seen = m_generation.load()] { work(share, seen); });
}

void ThreadPool::stop()
{
    m_ending = true;
    m_generation.fetch_add(1, std::memory_order_release);
    m_generation.notify_all();
    for (std::thread &worker : m_workers)
        worker.join();
    m_workers.clear();
    m_ending = false;
}

void ThreadPool::run(const std::function<void(int, int)> &job)
{
    if (m_workers.empty()) {
        job(0, 1);
        return;
    }
    m_job = &job;
    m_unfinished.store(int(m_workers.size()), std::memory_order_relaxed);
    m_generation.fetch_add(1, std::memory_order_release);
    m_generation.notify_all();
    job(0, size());
    for (int left = m_unfinished.load(std::memory_order_acquire); left != 0;
        left = m_unfinished.load(std::memory_order_acquire))
        waitForChange(m_unfinished, left);
}

void ThreadPool::forRanges(int64_t count, int64_t grain, const std::function<void(int64_t, int64_t)> &body)
{
    const int64_t grains = (count + grain - 1) / grain;
    if (grains <= 1) {
        if (count > 0)
            body(0, count);
        return;
    }
    run([&](int share, int shares) {
        const int64_t first = grains * share / shares * grain;
        const int64_t last = std::min(count, grains * (share + 1) / shares * grain);
        if (first < last)
            body(first, last);
    });
}

void ThreadPool::forItems(int64_t count, const std::function<void(int64_t)> &body)
{
    if (count == 1) {
        body(0); // not worth waking anybody
        return;
    }
    std::atomic<int64_t> next = 0;
    run([&](int, int) {
        for (int64_t item = next.fetch_add(1); item < count; item = next.fetch_add(1))
            body(item);
    });
}

void ThreadPool::forStreams(int64_t count, int64_t piece, const std::function<void(int64_t, int64_t)> &body)
{
    for (int64_t s = 0; s < size(); ++s) {
        m_shares[size_t(s)].next.store(count * s / size(), std::memory_order_relaxed);
        m_shares[size_t(s)].end = count * (s + 1) / size();
    }
    run([&](int share, int shares) {
        for (int turn = 0; turn < shares; ++turn) {
            Share &from = m_shares[size_t((share + turn) % shares)];
            for (int64_t first = from.next.fetch_add(piece); first < from.end;
                first = from.next.fetch_add(piece))
                body(first, std::min(from.end, first + piece));
        }
    });
}

void ThreadPool::work(int share, uint32_t seen)
{
    stepBehindOthers();
    while (true) {
        waitForChange(m_generation, seen);
        seen = m_generation.load(std::memory_order_acquire);
        if (m_ending)
            return;
        (*m_job)(share, size());
        if (m_unfinished.fetch_sub(1, std::memory_order_acq_rel) == 1)
            m_unfinished.notify_one();
    }
}

void stepBehindOthers()
{
    constexpr int kNice = 5; // about a third of an ordinary program's share where both want all of it
    // On Linux this concerns the calling thread alone. Refused at worst, and then nothing is lost.
    ::setpriority(PRIO_PROCESS, 0, std::max(kNice, ::getpriority(PRIO_PROCESS, 0)));
}

int physicalCores()
{
    cpu_set_t allowed;
    CPU_ZERO(&allowed);
    if (sched_getaffinity(0, sizeof allowed, &allowed) != 0)
        return std::max(1, int(std::thread::hardware_concurrency()));
    std::set<std::string> cores;
    for (size_t cpu = 0; cpu < CPU_SETSIZE; ++cpu) {
        if (!CPU_ISSET(cpu, &allowed))
            continue;
        std::ifstream file(std::format("/sys/devices/system/cpu/cpu{}/topology/core_cpus_list", cpu));
        std::string siblings;
        // Without the file every processor counts as a core of its own.
        cores.insert(std::getline(file, siblings) ? siblings : std::to_string(cpu));
    }
    return std::max(1, int(cores.size()));
}

} // namespace alcove::inference
