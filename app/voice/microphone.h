#pragma once

#include "app/voice/level_meter.h"
#include "app/voice/resampler.h"

#include <QAudioFormat>
#include <QAudioSource>
#include <QList>
#include <QObject>
#include <QStringList>

#include <memory>
#include <optional>

namespace alcove::app {

/// Sound that arrived since the batch before.
struct SoundBatch {
    int recording = 0;
    QList<float> samples;     ///< 16 kHz, mono
    QList<SoundLevel> levels; ///< one for each 60 ms that are complete
};

/// Lives on the recording thread, behind Recorder: opens the device, converts what it gives, hands it out
/// as values. Each recording has a number, so that late batches of an old one can be told.
class Microphone : public QObject {
    Q_OBJECT

public:
    explicit Microphone(QObject *parent = nullptr) : QObject(parent) {}

    /// id: as QMediaDevices names it; one that is not there, or empty: the system's choice.
    void open(int recording, const QByteArray &id);
    void close();
    void list();

signals:
    void opened(int recording);
    void arrived(const alcove::app::SoundBatch &batch);
    /// No device, or it could not be opened.
    void notOpened(int recording);
    /// The device went away while it was open.
    void lost(int recording);
    void listed(const QStringList &ids, const QStringList &names);

private:
    void read();
    void onStateChanged(QAudio::State state);

    int m_recording = 0;
    QAudioFormat m_format;
    std::unique_ptr<QAudioSource> m_source;
    QIODevice *m_stream = nullptr; ///< belongs to the source
    QByteArray m_unread;           ///< part of a frame
    std::optional<LevelMeter> m_meter;
    std::optional<Resampler> m_resampler;
};

} // namespace alcove::app
