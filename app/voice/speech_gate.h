#pragma once

#include <QList>

#include <span>

namespace alcove::app {

/// Finds speech in a recording (16 kHz, mono) and cuts it into pieces the model can take: 300 ms before
/// and 500 ms after speech are kept, pauses over 1.2 s shortened to 0.6 s, pieces of at most 30 s cut at
/// the quietest place between 20 and 30 s. Empty: less than 0.3 s of speech, nothing was heard.
QList<QList<float>> speechPieces(std::span<const float> samples);

} // namespace alcove::app
