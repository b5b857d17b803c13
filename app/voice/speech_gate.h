#pragma once

#include <QList>

#include <span>

namespace alcove::app {

/// Finds speech in a recording (16 kHz, mono) and cuts it into pieces the model can take. 300 ms before
/// and 500 ms after speech are kept, pauses of over 1.2 s shortened to 0.6 s; pieces of at most 30 s are
/// cut in the middle of the quietest 200 ms between 20 and 30 s. Empty: less than 0.3 s of speech, nothing
/// was heard, and a model that is asked all the same would make words up.
QList<QList<float>> speechPieces(std::span<const float> samples);

} // namespace alcove::app
