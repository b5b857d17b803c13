#pragma once

#include "inference/media/byte_view.h"
#include "inference/media/picture.h"
#include "inference/result.h"

namespace alcove::inference {

/// The first picture of a GIF file, on its whole canvas, without transparency (GIF89a specification).
/// Our own, since OpenCV reads GIF only from 4.11 on. Bounded by the canvas, at most 200 megapixels.
[[nodiscard]] Result<Picture> decodeGif(ByteView file);

} // namespace alcove::inference
