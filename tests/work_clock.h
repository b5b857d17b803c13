#pragma once

#include <cstdint>
#include <ctime>

namespace alcove::test {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr int64_t kSlowdown = 20; // of what the sanitizers watch, roughly
#else
constexpr int64_t kSlowdown = 1;
#endif

/// For limits on how long a piece of work may take: the processor time of the calling thread, so that a
/// busy machine is not blamed, less what a sanitizer adds. Blind to sleeping and waiting.
class WorkClock {
public:
    WorkClock() : m_start(now()) {}
    int64_t elapsed() const { return (now() - m_start) / kSlowdown; } ///< milliseconds

private:
    static int64_t now()
    {
        std::timespec time{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return int64_t(time.tv_sec) * 1000 + time.tv_nsec / 1'000'000;
    }

    const int64_t m_start;
};

} // namespace alcove::test
