#pragma once

#include "inference/media/picture.h"
#include "inference/result.h"

#include <cstdint>
#include <vector>

namespace alcove::inference {

constexpr int kPatchSide = 48;                            ///< pixels
constexpr int kPatchValues = kPatchSide * kPatchSide * 3; ///< 6912

/// How a picture is cut into tiles of 48 x 48 pixels; one tile is one soft token (spec 3.1).
struct PatchGrid {
    int columns = 0;
    int rows = 0;
    int tokens() const { return columns * rows; }
};

/// The grid of a picture at a budget of 70, 140, 280, 560 or 1120 soft tokens. Others are refused.
[[nodiscard]] Result<PatchGrid> patchGrid(int width, int height, int budget);

/// Bicubic (a = -0.5), antialiased, across then down, 8 bit after each pass (spec 3.2).
Picture resized(const Picture &picture, int width, int height);

struct PicturePatches {
    PatchGrid grid;
    std::vector<float> values; ///< [tokens, 6912], 0 to 1; a tile as y, x, colour (spec 3.4)
};

/// Resizes and cuts. Thread-safe; takes about 4 * 6912 bytes a token beside the picture.
[[nodiscard]] Result<PicturePatches> picturePatches(const Picture &picture, int budget);

} // namespace alcove::inference
