#pragma once

#include <QAudioDecoder>
#include <QFile>
#include <QList>
#include <QObject>
#include <QTimer>

namespace alcove::app {

/// Turns a sound file of any kind into 16 kHz mono, once. Lives where there is an event loop; emits
/// finished exactly once.
class SoundReader : public QObject {
    Q_OBJECT

public:
    static constexpr int kSamplesPerSecond = 16'000;
    static constexpr qsizetype kMostSamples = 10 * 60 * kSamplesPerSecond;

    explicit SoundReader(const QString &path, QObject *parent = nullptr);

    void start();

signals:
    /// error: a sentence and a remedy, empty when the samples are there.
    void finished(const QList<float> &samples, const QString &error);

private:
    void takeBuffer();
    void finish(const QString &error);

    QFile m_file;
    QAudioDecoder m_decoder;
    QTimer m_deadline;
    QList<float> m_samples;
    bool m_finished = false;
};

} // namespace alcove::app
