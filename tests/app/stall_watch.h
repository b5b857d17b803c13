#pragma once

#include <QFile>
#include <QObject>
#include <QTimer>

#include <algorithm>
#include <chrono>
#include <sys/syscall.h>
#include <unistd.h>

namespace alcove::app {

/// Measures the longest time that a person would have waited between two turns of this thread's event
/// loop: the clock on the wall, so that sleeping, locks and slow disks count as well as work, less the
/// time in which the thread could have run and a busy machine gave the processor to others.
class StallWatch : public QObject {
public:
    StallWatch() : m_last(now())
    {
        connect(&m_tick, &QTimer::timeout, this, [this] {
            const auto time = now();
            m_longest = std::max(m_longest, time - m_last);
            m_last = time;
        });
        m_tick.start(1);
    }

    std::chrono::milliseconds longest() const
    {
        return std::chrono::duration_cast<std::chrono::milliseconds>(m_longest);
    }

private:
    std::chrono::nanoseconds now()
    {
        return std::chrono::steady_clock::now().time_since_epoch() - waitedForProcessor();
    }

    /// How long this thread stood in the scheduler's queue, the second number of its schedstat. Zero on
    /// kernels without it: what others take then counts as ours.
    std::chrono::nanoseconds waitedForProcessor()
    {
        QFile file(QString("/proc/self/task/%1/schedstat").arg(::syscall(SYS_gettid)));
        if (!file.open(QIODevice::ReadOnly))
            return {};
        const QList<QByteArray> numbers = file.readAll().split(' ');
        return std::chrono::nanoseconds(numbers.size() > 1 ? numbers[1].toLongLong() : 0);
    }

    std::chrono::nanoseconds m_last;
    std::chrono::nanoseconds m_longest{0};
    QTimer m_tick;
};

} // namespace alcove::app
