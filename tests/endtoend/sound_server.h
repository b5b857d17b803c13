#pragma once

#include <QProcess>
#include <QString>
#include <QTemporaryDir>

#include <expected>
#include <memory>

namespace alcove::app {

/// A PulseAudio server for one test program: a sink that leads nowhere, and a microphone that hears what
/// is played into the sink. Needs no sound card; ends with the test program, however that ends.
class SoundServer {
public:
    /// Starts the server and points this program and its children at it (PULSE_SERVER), so it must come
    /// before anything that looks for sound devices. Returns a sentence when it fails.
    static std::expected<std::unique_ptr<SoundServer>, QString> start();
    ~SoundServer();

    /// Id of the microphone, as QAudioDevice gives it.
    static QString microphone() { return QStringLiteral("alcove_microphone"); }

    /// Plays a WAV file into the sink, in the background.
    std::unique_ptr<QProcess> play(const QString &file) const;

    [[nodiscard]] bool setMuted(bool muted) const;
    /// Takes the microphone away, in use or not, with the sink that it hears.
    [[nodiscard]] bool unplugMicrophone() const;
    [[nodiscard]] bool plugMicrophone();

private:
    SoundServer() = default;

    bool waitUntilReady() const;
    std::expected<QString, QString> command(const QStringList &arguments) const;

    QTemporaryDir m_folder;
    QProcess m_server;
    QString m_sinkModule;
};

} // namespace alcove::app
