#pragma once

#include "app/voice/microphone_thread.h"

#include <QList>
#include <QObject>
#include <QTimer>
#include <QtQml/qqmlregistration.h>

namespace alcove::app {

/// GUI side of the microphone. The device is open only between start() and take() or cancel(); it is read
/// on a thread of its own. Built by main; joins its thread when destroyed.
class Recorder : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Built by main")
    Q_PROPERTY(State state READ state NOTIFY stateChanged)
    /// 0–1, one for each 60 ms, newest last, at most 120.
    Q_PROPERTY(QList<qreal> levels READ levels NOTIFY levelsChanged)
    /// The scale's end was reached in the last half second.
    Q_PROPERTY(bool clipping READ clipping NOTIFY levelsChanged)
    Q_PROPERTY(int seconds READ seconds NOTIFY secondsChanged)
    /// Nothing was heard for 3 s.
    Q_PROPERTY(bool silent READ silent NOTIFY silentChanged)
    /// The device gave exact zeros for 1 s: it is muted.
    Q_PROPERTY(bool muted READ muted NOTIFY mutedChanged)
    /// The device went away or ten minutes are full. The state stays Recording and the sound is kept for
    /// take() or cancel(), but nothing is added.
    Q_PROPERTY(bool ended READ ended NOTIFY endedChanged)
    /// Id of the microphone as QMediaDevices names it; empty, or one that is not there: the system's choice.
    Q_PROPERTY(QString microphone READ microphone WRITE setMicrophone NOTIFY microphoneChanged)
    /// Filled by findMicrophones(); ids and names belong together by place.
    Q_PROPERTY(QStringList microphoneIds READ microphoneIds NOTIFY microphonesChanged)
    Q_PROPERTY(QStringList microphoneNames READ microphoneNames NOTIFY microphonesChanged)

public:
    /// Recording begins with the first real samples. NoDevice and NoPermission stay until the next start().
    enum class State { Idle, Starting, Recording, NoDevice, NoPermission };
    Q_ENUM(State)

    static constexpr int kSamplesPerSecond = 16'000;
    static constexpr qsizetype kMostSamples = 10 * 60 * kSamplesPerSecond;

    explicit Recorder(QObject *parent = nullptr);
    ~Recorder() override;

    Q_INVOKABLE void start();
    /// Stops and throws away; takeCancelled() still gives it back until the next start.
    Q_INVOKABLE void cancel();
    Q_INVOKABLE void findMicrophones();

    /// Stops, returns what was recorded: 16 kHz, mono, -1 to 1. Empty when nothing was recorded. Does not
    /// wait for the device.
    QList<float> take();
    /// What cancel() threw away last, for undo.
    QList<float> takeCancelled() { return std::exchange(m_cancelled, {}); }

    State state() const { return m_state; }
    QList<qreal> levels() const { return m_levels; }
    bool clipping() const { return m_windowsSinceClip < kClipWindows; }
    int seconds() const { return int(m_samples.size() / kSamplesPerSecond); }
    bool silent() const { return m_silent; }
    bool muted() const { return m_muted; }
    bool ended() const { return m_ended; }
    QString microphone() const { return m_microphone; }
    void setMicrophone(const QString &id);
    QStringList microphoneIds() const { return m_microphoneIds; }
    QStringList microphoneNames() const { return m_microphoneNames; }

signals:
    void stateChanged();
    void levelsChanged();
    void secondsChanged();
    void silentChanged();
    void mutedChanged();
    void endedChanged();
    void microphoneChanged();
    void microphonesChanged();

private:
    static constexpr int kClipWindows = 8; // of 60 ms

    void open();
    void close();
    void end();
    void setState(State state);
    void setSilence(bool silent, bool muted);
    void setEnded(bool ended);
    void addBatch(const SoundBatch &batch);
    void addLevels(const QList<SoundLevel> &levels);
    void startThread();
    void onNotOpened(int recording);
    void onLost(int recording);
    void onNothingArrived();
    void onListed(const QStringList &ids, const QStringList &names);

    std::unique_ptr<MicrophoneThread> m_thread;
    QTimer m_patience;   ///< with a device that gives nothing
    int m_recording = 0; ///< number of the recording; batches of others are dropped
    State m_state = State::Idle;
    QList<float> m_samples;
    QList<float> m_cancelled;
    QList<qreal> m_levels;
    int m_windowsSinceClip = kClipWindows;
    bool m_silent = false;
    bool m_muted = false;
    bool m_ended = false;
    QString m_microphone;
    QStringList m_microphoneIds;
    QStringList m_microphoneNames;
};

} // namespace alcove::app
