#include "inference/cli/interrupt.h"

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <mutex>
#include <optional>
#include <thread>
#include <unistd.h>

namespace alcove::inference {

namespace {

constexpr int kInterruptedStatus = 130; // 128 + SIGINT, as shells expect
constexpr char kInterrupted = 'i';
constexpr char kQuit = 'q';

/// A signal handler may only write to a pipe, and can be told nothing but through a global.
volatile sig_atomic_t theWriteEnd = -1;

void handleInterrupt(int)
{
    const int error = errno;
    [[maybe_unused]] const auto written = ::write(theWriteEnd, &kInterrupted, 1);
    errno = error;
}

} // namespace

/// Reads the pipe on a thread of its own, where stopping is allowed to take locks.
struct Interrupt::Listener {
    Listener();
    ~Listener();
    void listen();
    void interrupted();

    int readEnd = -1;
    std::mutex mutex;
    std::optional<std::stop_source> work; // guarded by mutex
    std::thread thread;
};

Interrupt::Interrupt() : m_listener(std::make_unique<Listener>()) {}

Interrupt::~Interrupt() = default;

Interrupt::Listener::Listener()
{
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0)
        return; // Ctrl-C then ends the program, as it does everywhere
    readEnd = ends[0];
    theWriteEnd = ends[1];
    thread = std::thread([this] { listen(); });
    struct sigaction action{};
    action.sa_handler = handleInterrupt;
    action.sa_flags = SA_RESTART;
    ::sigaction(SIGINT, &action, nullptr);
}

Interrupt::Listener::~Listener()
{
    if (readEnd < 0)
        return;
    std::signal(SIGINT, SIG_DFL);
    [[maybe_unused]] const auto written = ::write(theWriteEnd, &kQuit, 1);
    thread.join();
    ::close(readEnd);
    ::close(theWriteEnd);
}

void Interrupt::Listener::listen()
{
    for (;;) {
        char byte = kQuit;
        const auto count = ::read(readEnd, &byte, 1);
        if (count < 0 && errno == EINTR)
            continue;
        if (count != 1 || byte == kQuit)
            return;
        interrupted();
    }
}

void Interrupt::Listener::interrupted()
{
    const std::lock_guard lock(mutex);
    if (!work || !work->request_stop())
        ::_exit(kInterruptedStatus);
}

Interrupt::Work::Work(Interrupt &interrupt) : m_interrupt(interrupt)
{
    const std::lock_guard lock(m_interrupt.m_listener->mutex);
    m_interrupt.m_listener->work = m_stop;
}

Interrupt::Work::~Work()
{
    const std::lock_guard lock(m_interrupt.m_listener->mutex);
    m_interrupt.m_listener->work.reset();
}

} // namespace alcove::inference
