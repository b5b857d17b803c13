#pragma once

#include <QList>
#include <QObject>
#include <QtQml/qqmlregistration.h>

namespace alcove::app {

/// GUI side of the microphone. The device is open only between start() and take() or cancel(); samples
/// are collected on a thread of their own. Built by main; joins its thread when destroyed.
class Recorder : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Built by main")
    Q_PROPERTY(State state READ state NOTIFY stateChanged)
    Q_PROPERTY(QList<qreal> levels READ levels NOTIFY levelsChanged)
    Q_PROPERTY(bool clipping READ clipping NOTIFY levelsChanged)
    Q_PROPERTY(int seconds READ seconds NOTIFY secondsChanged)
    Q_PROPERTY(bool silent READ silent NOTIFY silentChanged)
    Q_PROPERTY(bool muted READ muted NOTIFY mutedChanged)
    /// Id of the microphone as QMediaDevices names it; empty: the system's own choice.
    Q_PROPERTY(QString microphone READ microphone WRITE setMicrophone NOTIFY microphoneChanged)

public:
    /// Recording begins with the first real samples. NoDevice and NoPermission stay until the next start().
    enum class State { Idle, Starting, Recording, NoDevice, NoPermission };
    Q_ENUM(State)

    explicit Recorder(QObject *parent = nullptr);

    Q_INVOKABLE void start();
    /// Stops and throws away. takeCancelled() still gives it back until the next start.
    Q_INVOKABLE void cancel();

    /// Stops, returns what was recorded: 16 kHz, mono, -1 to 1. Empty when nothing was recorded.
    QList<float> take();
    /// What cancel() threw away last, for undo.
    QList<float> takeCancelled();

    State state() const { return m_state; }
    QList<qreal> levels() const { return m_levels; }
    bool clipping() const { return m_clipping; }
    int seconds() const { return m_seconds; }
    bool silent() const { return m_silent; }
    bool muted() const { return m_muted; }
    QString microphone() const { return m_microphone; }
    void setMicrophone(const QString &id);

signals:
    void stateChanged();
    void levelsChanged();
    void secondsChanged();
    void silentChanged();
    void mutedChanged();
    void microphoneChanged();
    /// The device went away or ten minutes are full: recording ended by itself, take() has the sound.
    void ended();

private:
    State m_state = State::Idle;
    QList<qreal> m_levels;
    bool m_clipping = false;
    int m_seconds = 0;
    bool m_silent = false;
    bool m_muted = false;
    QString m_microphone;
};

} // namespace alcove::app
