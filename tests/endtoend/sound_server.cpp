#include "tests/endtoend/sound_server.h"

#include <QDeadlineTimer>
#include <QStandardPaths>
#include <QThread>

#include <sys/prctl.h>

#include <csignal>

namespace alcove::app {

namespace {

constexpr int kPatience = 10'000; // ms
const auto kSink = QStringLiteral("alcove_sink");

} // namespace

std::expected<std::unique_ptr<SoundServer>, QString> SoundServer::start()
{
    const QString program = QStandardPaths::findExecutable(QStringLiteral("pulseaudio"));
    if (program.isEmpty())
        return std::unexpected(QStringLiteral("The program pulseaudio is not installed."));

    std::unique_ptr<SoundServer> server(new SoundServer);
    const QString folder = server->m_folder.path();
    const QString socket = folder + QStringLiteral("/socket");
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("HOME"), folder);
    environment.insert(QStringLiteral("XDG_RUNTIME_DIR"), folder);
    environment.remove(QStringLiteral("DBUS_SESSION_BUS_ADDRESS"));
    server->m_server.setProcessEnvironment(environment);
    server->m_server.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
    server->m_server.setProcessChannelMode(QProcess::MergedChannels);
    server->m_server.start(program,
        {QStringLiteral("-n"), QStringLiteral("--daemonize=no"), QStringLiteral("--exit-idle-time=-1"),
            QStringLiteral("--use-pid-file=no"), QStringLiteral("--disable-shm=yes"),
            QStringLiteral("--load=module-native-protocol-unix auth-anonymous=1 socket=") + socket});
    qputenv("PULSE_SERVER", "unix:" + socket.toUtf8());
    qputenv("PULSE_COOKIE", folder.toUtf8() + "/cookie");
    if (!server->waitUntilReady() || !server->plugMicrophone()) {
        server->m_server.kill();
        server->m_server.waitForFinished();
        return std::unexpected(
            QStringLiteral("pulseaudio did not start: ") + QString::fromUtf8(server->m_server.readAll()));
    }
    return server;
}

SoundServer::~SoundServer()
{
    m_server.terminate();
    if (!m_server.waitForFinished(kPatience))
        m_server.kill();
    m_server.waitForFinished();
}

std::unique_ptr<QProcess> SoundServer::play(const QString &file) const
{
    auto player = std::make_unique<QProcess>();
    player->setProcessChannelMode(QProcess::ForwardedErrorChannel);
    player->start(QStringLiteral("paplay"), {QStringLiteral("--device=") + kSink, file});
    return player;
}

bool SoundServer::setMuted(bool muted) const
{
    return command({QStringLiteral("set-source-mute"), microphone(), QString::number(int(muted))})
        .has_value();
}

bool SoundServer::unplugMicrophone() const
{
    return command({QStringLiteral("unload-module"), m_sinkModule}).has_value();
}

bool SoundServer::plugMicrophone()
{
    const auto sink = command({QStringLiteral("load-module"), QStringLiteral("module-null-sink"),
        QStringLiteral("rate=48000"), QStringLiteral("sink_name=") + kSink});
    if (!sink)
        return false;
    m_sinkModule = *sink;
    // Programs do not offer a sink's own monitor as a microphone; a source made of it they do.
    return command({QStringLiteral("load-module"), QStringLiteral("module-remap-source"),
                       QStringLiteral("source_name=") + microphone(),
                       QStringLiteral("master=%1.monitor").arg(kSink)})
               .has_value() &&
           command({QStringLiteral("set-default-source"), microphone()}).has_value();
}

bool SoundServer::waitUntilReady() const
{
    const QDeadlineTimer deadline(kPatience);
    while (!deadline.hasExpired() && m_server.state() != QProcess::NotRunning) {
        if (command({QStringLiteral("info")}).has_value())
            return true;
        QThread::msleep(50);
    }
    return false;
}

std::expected<QString, QString> SoundServer::command(const QStringList &arguments) const
{
    QProcess control;
    control.start(QStringLiteral("pactl"), arguments);
    if (!control.waitForFinished(kPatience) || control.exitCode() != 0)
        return std::unexpected(QString::fromUtf8(control.readAllStandardError()));
    return QString::fromUtf8(control.readAllStandardOutput()).trimmed();
}

} // namespace alcove::app
