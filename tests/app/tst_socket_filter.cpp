#include "app/socket_filter.h"

#include <QFile>
#include <QTest>

#include <linux/netlink.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <functional>

using namespace alcove::app;

namespace {

/// Runs a check in a child that the filter may shut in; true if it exits with 0.
bool holdsInChild(const std::function<bool()> &check)
{
    const pid_t child = fork();
    if (child == 0)
        _exit(check() ? 0 : 1);
    int status = 0;
    return child > 0 && waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

bool isRefused(int family, int type)
{
    return socket(family, type, 0) == -1 && errno == EACCES;
}

} // namespace

class TestSocketFilter : public QObject {
    Q_OBJECT

private slots:
    void withoutTheFilterAnInternetSocketIsMade();
    void otherFamiliesAreRefused_data();
    void otherFamiliesAreRefused();
    void unixAndNetlinkSocketsAreMade();
    void ringsDoNotExist();
    void theSystemShowsTheFilter();
    void startedProgramsInheritIt();
};

void TestSocketFilter::withoutTheFilterAnInternetSocketIsMade()
{
    QVERIFY(holdsInChild([] { return !isRefused(AF_INET, SOCK_STREAM); }));
}

void TestSocketFilter::otherFamiliesAreRefused_data()
{
    QTest::addColumn<int>("family");
    QTest::newRow("none") << AF_UNSPEC;
    QTest::newRow("internet") << AF_INET;
    QTest::newRow("internet, version 6") << AF_INET6;
    QTest::newRow("below netlink") << AF_NETLINK - 1;
    QTest::newRow("packets") << AF_PACKET;
    QTest::newRow("bluetooth") << AF_BLUETOOTH;
    QTest::newRow("virtual machines") << AF_VSOCK;
    QTest::newRow("negative") << -1;
}

void TestSocketFilter::otherFamiliesAreRefused()
{
    QFETCH(int, family);
    QVERIFY(holdsInChild([family] {
        return denyNetwork() && isRefused(family, SOCK_STREAM) && isRefused(family, SOCK_DGRAM);
    }));
}

void TestSocketFilter::unixAndNetlinkSocketsAreMade()
{
    QVERIFY(holdsInChild([] {
        int pair[2];
        return denyNetwork() && socket(AF_UNIX, SOCK_STREAM, 0) >= 0 &&
               socketpair(AF_UNIX, SOCK_STREAM, 0, pair) == 0 &&
               socket(AF_NETLINK, SOCK_RAW, NETLINK_KOBJECT_UEVENT) >= 0;
    }));
}

void TestSocketFilter::ringsDoNotExist()
{
    QVERIFY(holdsInChild(
        [] { return denyNetwork() && syscall(SYS_io_uring_setup, 1, nullptr) == -1 && errno == ENOSYS; }));
}

void TestSocketFilter::theSystemShowsTheFilter()
{
    QVERIFY(holdsInChild([] {
        QFile status("/proc/self/status");
        return denyNetwork() && status.open(QIODevice::ReadOnly) &&
               status.readAll().contains("\nSeccomp:\t2\n");
    }));
}

void TestSocketFilter::startedProgramsInheritIt()
{
    QVERIFY(holdsInChild([] {
        if (!denyNetwork())
            return false;
        execl("/bin/grep", "grep", "-q", "^Seccomp:.2$", "/proc/self/status", nullptr);
        return false;
    }));
}

QTEST_APPLESS_MAIN(TestSocketFilter)
#include "tst_socket_filter.moc"
