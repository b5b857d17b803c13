#include "inference/media/picture_patches.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <format>

namespace alcove::inference {

namespace {

constexpr std::array kBudgets = {70, 140, 280, 560, 1120};

PatchGrid gridOfStrip(double longOverShort, int budget);
void copyTile(const Picture &picture, int tileColumn, int tileRow, float *tile);

} // namespace

Result<PatchGrid> patchGrid(int width, int height, int budget)
{
    if (std::ranges::find(kBudgets, budget) == kBudgets.end())
        return failure(
            std::format("A picture cannot be given {} tokens.", budget), "Choose 70, 140, 280, 560 or 1120.");
    if (width < 1 || height < 1)
        return failure(std::format("A picture of {} by {} pixels shows nothing.", width, height));

    // Spec 3.1, in float64 as the reference computes it: a rounding apart would be another grid.
    const double area = double(budget) * kPatchSide * kPatchSide;
    const double factor = std::sqrt(area / (double(width) * double(height)));
    PatchGrid grid;
    grid.columns = int(std::floor(factor * width / kPatchSide));
    grid.rows = int(std::floor(factor * height / kPatchSide));

    if (grid.rows == 0)
        grid = gridOfStrip(double(width) / height, budget);
    else if (grid.columns == 0) {
        const PatchGrid turned = gridOfStrip(double(height) / width, budget);
        grid = {.columns = turned.rows, .rows = turned.columns};
    }
    if (grid.tokens() < 1 || grid.tokens() > budget)
        return failure(
            std::format("A picture of {} by {} pixels does not fit into {} tokens.", width, height, budget),
            "Crop it.");
    return grid;
}

Result<PicturePatches> picturePatches(const Picture &picture, int budget)
{
    const Result<PatchGrid> grid = patchGrid(picture.width, picture.height, budget);
    if (!grid)
        return std::unexpected(grid.error());

    const Picture fitted = resized(picture, grid->columns * kPatchSide, grid->rows * kPatchSide);
    PicturePatches patches{
        .grid = *grid, .values = std::vector<float>(size_t(grid->tokens()) * kPatchValues)};
    float *tile = patches.values.data();
    for (int row = 0; row < grid->rows; ++row) {
        for (int column = 0; column < grid->columns; ++column, tile += kPatchValues)
            copyTile(fitted, column, row, tile);
    }
    return patches;
}

namespace {

/// Pictures so long that the short side would vanish: one row of tiles (spec 3.1).
PatchGrid gridOfStrip(double longOverShort, int budget)
{
    return {.columns = int(std::min(std::floor(longOverShort), double(budget))), .rows = 1};
}

/// One tile as y, x, colour (spec 3.4), each value v / 255 by the reference's multiplication (spec 3.3).
void copyTile(const Picture &picture, int tileColumn, int tileRow, float *tile)
{
    constexpr float kScale = 0.00392156862745098F;
    constexpr int kLine = kPatchSide * 3;
    for (int y = 0; y < kPatchSide; ++y, tile += kLine) {
        const size_t line = size_t(tileRow) * kPatchSide + size_t(y);
        const uint8_t *pixels =
            picture.rgb.data() + (line * size_t(picture.width) + size_t(tileColumn) * kPatchSide) * 3;
        for (int i = 0; i < kLine; ++i)
            tile[i] = float(pixels[i]) * kScale;
    }
}

} // namespace

} // namespace alcove::inference
