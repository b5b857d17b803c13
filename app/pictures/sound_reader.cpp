#include "app/pictures/sound_reader.h"

#include <QAudioFormat>
#include <QFileInfo>

namespace alcove::app {

namespace {

constexpr std::chrono::seconds kLongestDecoding{60};

} // namespace

SoundReader::SoundReader(const QString &path, QObject *parent) : QObject(parent), m_file(path)
{
    QAudioFormat format;
    format.setSampleRate(kSamplesPerSecond);
    format.setChannelCount(1);
    format.setSampleFormat(QAudioFormat::Float);
    m_decoder.setAudioFormat(format);
    m_deadline.setSingleShot(true);
    const QString name = QFileInfo(path).fileName();
    const auto damaged = [this, name] {
        finish(tr("“%1” could not be read. The file is damaged, or its sound is of an unknown kind. "
                  "Save it as WAV or FLAC.")
                .arg(name));
    };
    connect(&m_decoder, &QAudioDecoder::bufferReady, this, &SoundReader::takeBuffer);
    connect(&m_decoder, qOverload<QAudioDecoder::Error>(&QAudioDecoder::error), this, damaged);
    connect(&m_deadline, &QTimer::timeout, this, damaged);
    connect(&m_decoder, &QAudioDecoder::finished, this, [this, damaged] {
        if (m_samples.isEmpty())
            damaged();
        else
            finish({});
    });
}

void SoundReader::start()
{
    m_deadline.start(kLongestDecoding);
    std::ignore = m_file.open(QFile::ReadOnly); // the decoder tells when it could not
    m_decoder.setSourceDevice(&m_file);
    m_decoder.start();
}

void SoundReader::takeBuffer()
{
    while (!m_finished && m_decoder.bufferAvailable()) {
        const QAudioBuffer buffer = m_decoder.read();
        const float *samples = buffer.constData<float>();
        m_samples.append(QList<float>(samples, samples + buffer.frameCount()));
        if (m_samples.size() > kMostSamples)
            finish(tr("“%1” is longer than 10 minutes. Cut it into parts.")
                    .arg(QFileInfo(m_file.fileName()).fileName()));
    }
}

void SoundReader::finish(const QString &error)
{
    if (std::exchange(m_finished, true))
        return;
    m_deadline.stop();
    m_decoder.stop();
    emit finished(error.isEmpty() ? std::exchange(m_samples, {}) : QList<float>(), error);
}

} // namespace alcove::app
