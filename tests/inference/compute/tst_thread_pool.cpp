#include "inference/compute/thread_pool.h"

#include <QTest>

#include <atomic>
#include <chrono>
#include <ctime>
#include <mutex>
#include <set>
#include <sys/resource.h>
#include <thread>

using namespace alcove::inference;

class TestThreadPool : public QObject {
    Q_OBJECT

private slots:
    void everyShareRunsOnce();
    void anotherNumberOfThreadsServesFromTheNextJobOn();
    void rangesCoverEverythingOnceInWholeGrains();
    void streamsCoverEverythingOnceAlsoWhenAThreadIsSlow();
    void workersStandBehindOtherPrograms();
    void itemsAreTakenOnceEach();
    void thousandsOfShortJobsFinish();
    void anIdlePoolUsesNoProcessorTime();
};

void TestThreadPool::everyShareRunsOnce()
{
    for (const int threads : {1, 2, 5}) {
        ThreadPool pool(threads);
        QCOMPARE(pool.size(), threads);
        std::mutex mutex;
        std::multiset<int> seen;
        pool.run([&](int share, int shares) {
            const std::lock_guard lock(mutex);
            seen.insert(share * 100 + shares);
        });
        QCOMPARE(int(seen.size()), threads);
        for (int share = 0; share < threads; ++share)
            QCOMPARE(seen.count(share * 100 + threads), size_t(1));
    }
}

void TestThreadPool::anotherNumberOfThreadsServesFromTheNextJobOn()
{
    ThreadPool pool(3);
    for (const int threads : {1, 4, 4, 2, 3}) {
        pool.resize(threads);
        QCOMPARE(pool.size(), threads);
        for (int job = 0; job < 100; ++job) {
            std::vector<int> seen(size_t(threads), 0);
            pool.run([&](int share, int shares) { seen[size_t(share)] += shares; });
            QCOMPARE(seen, std::vector<int>(size_t(threads), threads));
        }
    }
    pool.resize(0);
    QCOMPARE(pool.size(), physicalCores());
}

void TestThreadPool::rangesCoverEverythingOnceInWholeGrains()
{
    ThreadPool pool(3);
    for (const int64_t count : {0, 1, 7, 8, 9, 64, 1000}) {
        std::mutex mutex;
        std::vector<int> touched(size_t(count), 0);
        pool.forRanges(count, 8, [&](int64_t first, int64_t last) {
            const std::lock_guard lock(mutex);
            QCOMPARE(first % 8, 0);
            QVERIFY(last % 8 == 0 || last == count);
            for (int64_t i = first; i < last; ++i)
                ++touched[size_t(i)];
        });
        QCOMPARE(touched, std::vector<int>(size_t(count), 1));
    }
}

void TestThreadPool::streamsCoverEverythingOnceAlsoWhenAThreadIsSlow()
{
    ThreadPool pool(3);
    for (const int64_t count : {0, 1, 7, 8, 9, 64, 1000}) {
        std::mutex mutex;
        std::vector<int> touched(size_t(count), 0);
        pool.forStreams(count, 8, [&](int64_t first, int64_t last) {
            if (first == 0)
                std::this_thread::sleep_for(std::chrono::milliseconds(5));
            const std::lock_guard lock(mutex);
            QVERIFY(last - first <= 8);
            for (int64_t i = first; i < last; ++i)
                ++touched[size_t(i)];
        });
        QCOMPARE(touched, std::vector<int>(size_t(count), 1));
    }
}

void TestThreadPool::workersStandBehindOtherPrograms()
{
    ThreadPool pool(2);
    std::atomic<int> nice = 0;
    pool.run([&](int share, int) {
        if (share == 1)
            nice = ::getpriority(PRIO_PROCESS, 0);
    });
    QVERIFY(nice >= 5);
}

void TestThreadPool::itemsAreTakenOnceEach()
{
    ThreadPool pool(4);
    std::vector<std::atomic<int>> touched(1000);
    pool.forItems(1000, [&](int64_t item) { ++touched[size_t(item)]; });
    for (const std::atomic<int> &count : touched)
        QCOMPARE(count.load(), 1);
}

void TestThreadPool::thousandsOfShortJobsFinish()
{
    ThreadPool pool(3);
    std::atomic<int64_t> sum = 0;
    for (int i = 0; i < 5000; ++i)
        pool.run([&](int share, int) { sum += share; });
    QCOMPARE(sum.load(), int64_t(5000) * 3);
}

void TestThreadPool::anIdlePoolUsesNoProcessorTime()
{
    ThreadPool pool(4);
    pool.run([](int, int) {});
    std::this_thread::sleep_for(std::chrono::milliseconds(20)); // spinning ends after 30 µs
    const std::clock_t before = std::clock();
    std::this_thread::sleep_for(std::chrono::milliseconds(400));
    const double used = double(std::clock() - before) / CLOCKS_PER_SEC;
    QVERIFY2(used < 0.02, qPrintable(QString::number(used)));
}

QTEST_APPLESS_MAIN(TestThreadPool)
#include "tst_thread_pool.moc"
