#pragma once

#include "inference/media/byte_view.h"
#include "inference/result.h"

namespace alcove::inference {

enum class PictureFormat { Jpeg, Png, WebP, Tiff, Bmp, Gif };

/// What a file is, by its first bytes. Everything else is refused by its name, if it has one here:
/// the decoder behind could open hundreds of formats of strangers, so this list is the door.
[[nodiscard]] Result<PictureFormat> recognisePicture(ByteView file);

} // namespace alcove::inference
