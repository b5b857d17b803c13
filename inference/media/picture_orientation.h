#pragma once

#include "inference/media/picture.h"

namespace alcove::inference {

/// Turns a picture as EXIF's orientation, 1 to 8, says, so that its top is above (Exif 2.32, tag 274).
/// Needs a second picture's memory while it turns by a quarter.
void turnUpright(Picture &picture, int orientation);

} // namespace alcove::inference
