#pragma once

#include <QSize>
#include <QtTypes>

namespace alcove::app {

/// What a picture takes of the context at a budget of 70, 140, 280, 560 or 1120, with the two control
/// tokens around it (spec 3.1, 6.1). 0 for a picture that cannot be cut into tiles.
int pictureTokens(QSize pixels, int budget);

/// What a sound of so many samples at 16 kHz takes, with the two control tokens around it (spec 4).
int soundTokens(qsizetype samples);

} // namespace alcove::app
