#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <stop_token>
#include <thread>
#include <vector>

namespace alcove::inference {

/// The engine's only threads. A job is split into as many shares as there are threads; the caller
/// works on share 0. Workers spin for some 30 µs between jobs, then sleep, and do nothing when idle.
/// One caller at a time. Jobs must not throw and must not start jobs.
class ThreadPool {
public:
    /// 0 threads: one for every physical core that this process may use.
    explicit ThreadPool(int threads = 0);
    ~ThreadPool();
    ThreadPool(const ThreadPool &) = delete;
    ThreadPool &operator=(const ThreadPool &) = delete;

    int size() const { return int(m_workers.size()) + 1; }

    /// Other threads, 0 as above, from the next job on.
    void resize(int threads);

    /// Runs job(share, shares) for every share and returns when all are done.
    void run(const std::function<void(int share, int shares)> &job);

    /// Runs body(first, last) over contiguous parts of [0, count); parts are multiples of `grain`.
    void forRanges(
        int64_t count, int64_t grain, const std::function<void(int64_t first, int64_t last)> &body);

    /// Runs body(item) for every item of [0, count); idle threads take the next one.
    void forItems(int64_t count, const std::function<void(int64_t item)> &body);

    /// Runs body(first, last) over pieces of [0, count), in order within a thread's contiguous share; who
    /// is done early takes pieces of the others' shares. For work that reads memory as fast as it can:
    /// each thread keeps to one stream, and a core that is slower or disturbed does not make all wait.
    void forStreams(
        int64_t count, int64_t piece, const std::function<void(int64_t first, int64_t last)> &body);

private:
    /// What is left of a share: from `next` on. A cache line of its own.
    struct alignas(64) Share {
        std::atomic<int64_t> next = 0;
        int64_t end = 0;
    };
    void stop();
    void work(int share, uint32_t seen);

    std::vector<std::thread> m_workers;
    std::vector<Share> m_shares;
    const std::function<void(int, int)> *m_job = nullptr;
    std::atomic<uint32_t> m_generation = 0; ///< counts jobs; workers wait for it to change
    std::atomic<int> m_unfinished = 0;
    std::atomic<bool> m_ending = false;
};

/// Lets everything else on the computer go first: the calling thread computes when others leave time.
/// Workers do so by themselves.
void stepBehindOthers();

/// Physical cores among the processors this process may run on; at least 1.
int physicalCores();

} // namespace alcove::inference
