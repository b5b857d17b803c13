#include "app/voice/microphone.h"

#include "app/voice/microphone_format.h"

#include <QMediaDevices>

#include <algorithm>

namespace alcove::app {

namespace {

QAudioDevice deviceNamed(const QByteArray &id)
{
    const QList<QAudioDevice> devices = QMediaDevices::audioInputs();
    const auto found =
        std::ranges::find_if(devices, [&](const QAudioDevice &device) { return device.id() == id; });
    return id.isEmpty() || found == devices.end() ? QMediaDevices::defaultAudioInput() : *found;
}

} // namespace

void Microphone::open(int recording, const QByteArray &id)
{
    close();
    m_recording = recording;
    const QAudioDevice device = deviceNamed(id);
    if (device.isNull()) {
        emit notOpened(recording);
        return;
    }
    m_format = recordingFormat(device);
    m_unread.clear();
    m_meter.emplace(m_format.sampleRate());
    m_resampler.emplace(m_format.sampleRate());
    m_source = std::make_unique<QAudioSource>(device, m_format);
    connect(m_source.get(), &QAudioSource::stateChanged, this, &Microphone::onStateChanged);
    m_stream = m_source->start();
    if (m_stream == nullptr || m_source->error() != QAudio::NoError) {
        close();
        emit notOpened(recording);
        return;
    }
    connect(m_stream, &QIODevice::readyRead, this, &Microphone::read);
    emit opened(recording);
}

void Microphone::close()
{
    if (!m_source)
        return;
    m_source->disconnect(this);
    m_source->stop();
    m_stream = nullptr;
    m_source.reset();
}

void Microphone::list()
{
    QStringList ids;
    QStringList names;
    for (const QAudioDevice &device : QMediaDevices::audioInputs()) {
        ids += QString::fromUtf8(device.id());
        names += device.description();
    }
    emit listed(ids, names);
}

void Microphone::read()
{
    if (m_stream == nullptr)
        return;
    m_unread += m_stream->readAll();
    const std::vector<float> samples = takeMonoSamples(m_unread, m_format);
    if (samples.empty())
        return;
    const std::vector<SoundLevel> levels = m_meter->measure(samples);
    emit arrived(SoundBatch{.recording = m_recording,
        .samples = m_resampler->convert(samples),
        .levels = QList<SoundLevel>(levels.begin(), levels.end())});
}

void Microphone::onStateChanged(QAudio::State state)
{
    if (state != QAudio::StoppedState)
        return;
    const int recording = m_recording;
    // The source is in the middle of its own signal: it goes when that is over.
    QMetaObject::invokeMethod(
        this,
        [this, recording] {
            if (recording == m_recording)
                close();
        },
        Qt::QueuedConnection);
    emit lost(recording);
}

} // namespace alcove::app
