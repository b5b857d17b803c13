#pragma once

#include "inference/compute/matrix_view.h"
#include "inference/compute/thread_pool.h"
#include "inference/media/picture_patches.h"
#include "inference/model/config.h"
#include "inference/model/weights.h"

#include <span>

namespace alcove::inference {

/// Soft tokens [tokens, H] of a picture's tiles (spec 3.5). `limit`: no column or row index may reach
/// config.positionCount; the caller checks.
Matrix embedPicture(ThreadPool &pool, const PicturePatches &patches, const VisionConfig &config,
    const VisionWeights &weights);

/// Soft tokens [frames, H] of sound frames [frames, frameSize] (spec 4).
Matrix embedSound(
    ThreadPool &pool, std::span<const float> frames, const AudioConfig &config, const AudioWeights &weights);

} // namespace alcove::inference
