#pragma once

#include <QAudioDevice>
#include <QAudioFormat>
#include <QByteArray>

#include <vector>

namespace alcove::app {

/// What to ask the microphone for: 16 kHz mono if it can, else what it prefers.
QAudioFormat recordingFormat(const QAudioDevice &device);

/// The whole frames at the beginning of `bytes` as mono samples from -1 to 1, channels averaged; they are
/// taken out of `bytes`, the rest of a frame stays.
std::vector<float> takeMonoSamples(QByteArray &bytes, const QAudioFormat &format);

} // namespace alcove::app
