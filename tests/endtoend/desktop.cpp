#include "tests/endtoend/desktop.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QThread>

#include <csignal>
#include <sys/prctl.h>

namespace alcove::app {

namespace {

constexpr int kPatience = 20'000; // ms

/// Children must not outlive a test program that was killed.
void tieToParent(QProcess &process)
{
    process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
}

/// The first line that a program writes to its standard output.
QByteArray firstLine(QProcess &process)
{
    const QDeadlineTimer deadline(kPatience);
    while (!process.canReadLine() && !deadline.hasExpired() && process.state() != QProcess::NotRunning)
        process.waitForReadyRead(100);
    return process.readLine().trimmed();
}

void end(QProcess &process)
{
    process.terminate();
    if (!process.waitForFinished(2'000))
        process.kill();
    process.waitForFinished(2'000);
}

} // namespace

std::expected<std::unique_ptr<Desktop>, QString> Desktop::start(int width, int height)
{
    std::unique_ptr<Desktop> desktop(new Desktop);
    qputenv("HOME", desktop->home().toUtf8());
    for (const char *name : {"XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "WAYLAND_DISPLAY"})
        qunsetenv(name);
    const QString runtime = desktop->home() + "/run";
    QDir().mkpath(runtime);
    QFile::setPermissions(runtime, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    qputenv("XDG_RUNTIME_DIR", runtime.toUtf8());
    if (auto started = desktop->startDisplay(width, height); !started)
        return std::unexpected(started.error());
    if (auto started = desktop->startBus(); !started)
        return std::unexpected(started.error());
    return desktop;
}

std::expected<void, QString> Desktop::startDisplay(int width, int height)
{
    tieToParent(m_display);
    m_display.setStandardErrorFile(QProcess::nullDevice());
    // Xvfb looks for a free number itself and tells it.
    m_display.start("Xvfb",
        {"-displayfd", "1", "-screen", "0", QString("%1x%2x24").arg(width).arg(height), "-nolisten", "tcp"});
    const QByteArray number = firstLine(m_display);
    if (number.isEmpty())
        return std::unexpected(QString("Xvfb did not start: %1").arg(m_display.errorString()));
    qputenv("DISPLAY", ":" + number);
    tieToParent(m_windowManager);
    m_windowManager.setStandardErrorFile(QProcess::nullDevice());
    m_windowManager.start("openbox", {"--sm-disable"});
    if (!m_windowManager.waitForStarted(kPatience))
        return std::unexpected(QString("openbox did not start: %1").arg(m_windowManager.errorString()));
    return {};
}

std::expected<void, QString> Desktop::startBus()
{
    tieToParent(m_bus);
    m_bus.setStandardErrorFile(QProcess::nullDevice());
    m_bus.start("dbus-daemon", {"--session", "--nofork", "--print-address=1"});
    const QByteArray address = firstLine(m_bus);
    if (address.isEmpty())
        return std::unexpected(QString("dbus-daemon did not start: %1").arg(m_bus.errorString()));
    qputenv("DBUS_SESSION_BUS_ADDRESS", address);
    return {};
}

Desktop::~Desktop()
{
    for (QProcess *process : {&m_bus, &m_windowManager, &m_display})
        end(*process);
}

bool Desktop::act(const QStringList &words) const
{
    return QProcess::execute("xdotool", words) == 0;
}

std::unique_ptr<QProcess> Desktop::actMeanwhile(const QStringList &words) const
{
    auto process = std::make_unique<QProcess>();
    process->start("xdotool", words);
    return process;
}

bool Desktop::photograph(const QString &file) const
{
    return QProcess::execute("import", {"-window", "root", file}) == 0;
}

} // namespace alcove::app
