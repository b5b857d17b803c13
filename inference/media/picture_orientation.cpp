#include "inference/media/picture_orientation.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace alcove::inference {

namespace {

constexpr size_t kColours = 3;

void mirrorAcross(Picture &picture);
void mirrorDown(Picture &picture);
void transpose(Picture &picture);

} // namespace

void turnUpright(Picture &picture, int orientation)
{
    // Each of the eight is a transposition or none, followed by mirrorings.
    if (orientation >= 5)
        transpose(picture);
    if (orientation == 2 || orientation == 3 || orientation == 6 || orientation == 7)
        mirrorAcross(picture);
    if (orientation == 3 || orientation == 4 || orientation == 7 || orientation == 8)
        mirrorDown(picture);
}

namespace {

void mirrorAcross(Picture &picture)
{
    const size_t rowBytes = size_t(picture.width) * kColours;
    for (size_t row = 0; row < picture.rgb.size(); row += rowBytes) {
        uint8_t *left = picture.rgb.data() + row;
        uint8_t *right = left + rowBytes - kColours;
        for (; left < right; left += kColours, right -= kColours)
            std::swap_ranges(left, left + kColours, right);
    }
}

void mirrorDown(Picture &picture)
{
    const size_t rowBytes = size_t(picture.width) * kColours;
    uint8_t *top = picture.rgb.data();
    uint8_t *bottom = top + picture.rgb.size() - rowBytes;
    for (; top < bottom; top += rowBytes, bottom -= rowBytes)
        std::swap_ranges(top, top + rowBytes, bottom);
}

/// In tiles, so that the rows written to stay in the cache.
void transpose(Picture &picture)
{
    constexpr int kTile = 32;
    const int width = picture.width;
    const int height = picture.height;
    std::vector<uint8_t> turned(picture.rgb.size());
    for (int tileY = 0; tileY < height; tileY += kTile) {
        for (int tileX = 0; tileX < width; tileX += kTile) {
            const int endX = std::min(tileX + kTile, width);
            for (int y = tileY; y < std::min(tileY + kTile, height); ++y) {
                const uint8_t *in =
                    picture.rgb.data() + (size_t(y) * size_t(width) + size_t(tileX)) * kColours;
                for (int x = tileX; x < endX; ++x, in += kColours) {
                    const size_t place = size_t(x) * size_t(height) + size_t(y);
                    std::memcpy(turned.data() + place * kColours, in, kColours);
                }
            }
        }
    }
    picture = {.width = height, .height = width, .rgb = std::move(turned)};
}

} // namespace

} // namespace alcove::inference
