#include "inference/model/media_embedder.h"

#include "inference/compute/norm.h"
#include "inference/compute/product.h"

#include <algorithm>

namespace alcove::inference {

namespace {

// PyTorch's default; the configuration does not name it (spec 3.5).
constexpr float kLayerNormEpsilon = 1e-5F;

/// A tile in the order of the patch matrix's inputs.
void copyPatch(std::span<const float> patch, PatchOrder order, std::span<float> out)
{
    if (order == PatchOrder::ColourFastest) {
        std::ranges::copy(patch, out.begin());
        return;
    }
    constexpr size_t kPixels = size_t(kPatchSide) * kPatchSide;
    for (size_t pixel = 0; pixel < kPixels; ++pixel)
        for (size_t colour = 0; colour < 3; ++colour)
            out[colour * kPixels + pixel] = patch[pixel * 3 + colour];
}

} // namespace

Matrix embedPicture(
    ThreadPool &pool, const PicturePatches &patches, const VisionConfig &config, const VisionWeights &weights)
{
    const int64_t tokens = patches.grid.tokens();
    const size_t size = size_t(config.embeddingSize);
    Matrix normed(tokens, kPatchValues);
    Matrix embedded(tokens, config.embeddingSize);
    pool.forRanges(tokens, 1, [&](int64_t first, int64_t last) {
        for (int64_t t = first; t < last; ++t) {
            const std::span patch = std::span(patches.values).subspan(size_t(t) * kPatchValues, kPatchValues);
            copyPatch(patch, weights.patchOrder, normed.row(t));
            layerNorm(normed.row(t), weights.patchNormWeight, weights.patchNormBias, kLayerNormEpsilon,
                normed.row(t));
        }
    });
    Multiplier multiplier(pool);
    multiplier.multiply(normed.view(), weights.patchDense, embedded.view());
    std::vector<float> column(size);
    std::vector<float> line(size);
    for (int64_t t = 0; t < tokens; ++t) {
        const std::span<float> row = embedded.row(t);
        for (size_t i = 0; i < size; ++i)
            row[i] += weights.patchDenseBias[i];
        layerNorm(row, weights.denseNormWeight, weights.denseNormBias, kLayerNormEpsilon, row);
        weights.positions.read(Positions::Axis::Column, t % patches.grid.columns, column);
        weights.positions.read(Positions::Axis::Row, t / patches.grid.columns, line);
        for (size_t i = 0; i < size; ++i)
            row[i] += column[i] + line[i];
        layerNorm(row, weights.positionNormWeight, weights.positionNormBias, kLayerNormEpsilon, row);
        rmsNorm(row, {}, config.rmsEpsilon, row);
    }
    Matrix out(tokens, weights.projection.rows);
    multiplier.multiply(embedded.view(), weights.projection, out.view());
    return out;
}

Matrix embedSound(
    ThreadPool &pool, std::span<const float> frames, const AudioConfig &config, const AudioWeights &weights)
{
    const int64_t count = int64_t(frames.size()) / config.frameSize;
    Matrix normed(count, config.frameSize);
    for (int64_t f = 0; f < count; ++f)
        rmsNorm(frames.subspan(size_t(f) * size_t(config.frameSize), size_t(config.frameSize)), {},
            config.rmsEpsilon, normed.row(f));
    Matrix out(count, weights.projection.rows);
    Multiplier(pool).multiply(normed.view(), weights.projection, out.view());
    return out;
}

} // namespace alcove::inference
