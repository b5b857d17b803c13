#include "app/voice/microphone_format.h"

namespace alcove::app {

QAudioFormat recordingFormat(const QAudioDevice &device)
{
    QAudioFormat wanted;
    wanted.setSampleRate(16'000);
    wanted.setChannelCount(1);
    for (const auto sampleFormat : {QAudioFormat::Float, QAudioFormat::Int16}) {
        wanted.setSampleFormat(sampleFormat);
        if (device.isFormatSupported(wanted))
            return wanted;
    }
    return device.preferredFormat();
}

std::vector<float> takeMonoSamples(QByteArray &bytes, const QAudioFormat &format)
{
    const qsizetype frameSize = format.bytesPerFrame();
    const int channels = format.channelCount();
    if (frameSize <= 0 || channels <= 0)
        return {};
    const qsizetype frames = bytes.size() / frameSize;
    std::vector<float> samples(size_t(frames), 0.0F);
    const char *sample = bytes.constData();
    for (float &mono : samples) {
        for (int channel = 0; channel < channels; ++channel) {
            mono += format.normalizedSampleValue(sample) / float(channels);
            sample += format.bytesPerSample();
        }
    }
    bytes.remove(0, frames * frameSize);
    return samples;
}

} // namespace alcove::app
