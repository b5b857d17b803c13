#pragma once

#include <QObject>
#include <QTimer>

#include <algorithm>
#include <chrono>
#include <ctime>

namespace alcove::app {

/// Measures the most work that this thread did between two turns of its event loop. Processor time of
/// the thread, so that a busy machine's other programs do not count as our stalls.
class StallWatch : public QObject {
public:
    StallWatch() : m_last(threadTime())
    {
        connect(&m_tick, &QTimer::timeout, this, [this] {
            const auto now = threadTime();
            m_longest = std::max(m_longest, now - m_last);
            m_last = now;
        });
        m_tick.start(1);
    }

    std::chrono::milliseconds longest() const
    {
        return std::chrono::duration_cast<std::chrono::milliseconds>(m_longest);
    }

private:
    static std::chrono::nanoseconds threadTime()
    {
        std::timespec time{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
    }

    std::chrono::nanoseconds m_last;
    std::chrono::nanoseconds m_longest{0};
    QTimer m_tick;
};

} // namespace alcove::app
