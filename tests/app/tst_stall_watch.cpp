#include "tests/app/stall_watch.h"

#include <QElapsedTimer>
#include <QTest>
#include <QThread>

#include <atomic>
#include <ctime>
#include <sched.h>
#include <thread>
#include <vector>

using namespace alcove::app;
using namespace std::chrono_literals;

class TestStallWatch : public QObject {
    Q_OBJECT

private slots:
    void sleepingIsAStall();
    void workIsAStall();
    void whatOthersTakeOfTheProcessorIsNone();
};

namespace {

constexpr auto kStall = 80ms;

std::chrono::nanoseconds processorTime()
{
    std::timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

void work(std::chrono::nanoseconds time)
{
    const auto end = processorTime() + time;
    while (processorTime() < end) {
    }
}

/// Keeps the processor that this thread is bound to from having only one thing to do.
class BusyProcessor {
public:
    BusyProcessor()
    {
        sched_getaffinity(0, sizeof m_before, &m_before);
        cpu_set_t one;
        CPU_ZERO(&one);
        CPU_SET(size_t(sched_getcpu()), &one);
        sched_setaffinity(0, sizeof one, &one); // the threads below inherit it
        for (int i = 0; i < 3; ++i)
            m_others.emplace_back([this] {
                while (!m_ending) {
                }
            });
    }
    ~BusyProcessor()
    {
        m_ending = true;
        for (std::thread &other : m_others)
            other.join();
        sched_setaffinity(0, sizeof m_before, &m_before);
    }

private:
    cpu_set_t m_before;
    std::atomic<bool> m_ending = false;
    std::vector<std::thread> m_others;
};

} // namespace

void TestStallWatch::sleepingIsAStall()
{
    const StallWatch watch;
    QTest::qWait(20);
    QThread::sleep(kStall);
    QTest::qWait(20);
    QVERIFY2(watch.longest() >= kStall, qPrintable(QString::number(watch.longest().count())));
}

void TestStallWatch::workIsAStall()
{
    const StallWatch watch;
    QTest::qWait(20);
    work(kStall);
    QTest::qWait(20);
    QVERIFY2(watch.longest() >= kStall - 1ms, qPrintable(QString::number(watch.longest().count())));
}

void TestStallWatch::whatOthersTakeOfTheProcessorIsNone()
{
    const BusyProcessor others;
    const StallWatch watch;
    QTest::qWait(20);
    QElapsedTimer clock;
    clock.start();
    work(kStall);
    const auto passed = clock.durationElapsed();
    QTest::qWait(20);
    QVERIFY2(passed > 2 * kStall, "the others did not get the processor");
    QVERIFY2(watch.longest() < kStall * 3 / 2, qPrintable(QString::number(watch.longest().count())));
}

QTEST_GUILESS_MAIN(TestStallWatch)
#include "tst_stall_watch.moc"
