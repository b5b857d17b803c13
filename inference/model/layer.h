#pragma once

#include "inference/compute/attention.h"
#include "inference/compute/matrix_view.h"
#include "inference/compute/product.h"
#include "inference/compute/rotary.h"
#include "inference/model/config.h"
#include "inference/model/weights.h"

#include <cstdint>
#include <span>
#include <vector>

namespace alcove::inference {

/// What one layer of a stack looks like; the drafter's key heads are the target's.
struct LayerShape {
    LayerKind kind = LayerKind::Sliding;
    int heads = 0;
    int keyHeads = 0;
    int headSize = 0;
    float epsilon = 1e-6F;
    RotaryTable rotary;
    EntryLayout entry;
};

std::vector<LayerShape> layerShapes(const TextConfig &config);

/// Activations of a chunk, kept between layers and chunks. All [rows, ...], float32.
struct LayerScratch {
    Matrix normed;                  ///< hidden
    Matrix projected;               ///< heads * headSize
    Matrix queries;                 ///< heads * entry.keySize
    Matrix keys;                    ///< keyHeads * headSize
    Matrix values;                  ///< keyHeads * headSize
    Matrix attended;                ///< heads * headSize
    Matrix gate, up;                ///< feed-forward
    Matrix branch;                  ///< hidden
    std::vector<std::byte> entries; ///< the chunk's own keys and values, as slots
};

/// Projections of scratch.normed: queries, and keys and values where the layer has its own.
void project(Multiplier &multiplier, const LayerWeights &weights, LayerScratch &scratch);

/// Queries as attention wants them, from scratch.projected (spec 2.2 step 2; cache_entry.h for the
/// folded key norm of full layers). Row r turns by row r of the angles. `cacheKeyNorm` is the key norm's
/// weight of the layer whose keys are read.
void prepareQueries(ThreadPool &pool, const LayerShape &shape, const LayerWeights &weights,
    std::span<const float> cacheKeyNorm, const RotaryAngles &angles, LayerScratch &scratch);

/// Keys and values of the chunk as cache slots in scratch.entries (spec 2.2 steps 3 and 4).
void prepareEntries(Multiplier &multiplier, const LayerShape &shape, const LayerWeights &weights,
    CacheType type, const RotaryAngles &angles, LayerScratch &scratch);

/// The attention branch's end and the whole feed-forward branch, on the stream (spec 2.2 steps 6 to 9).
void finishAttention(Multiplier &multiplier, const LayerWeights &weights, float epsilon,
    MatrixView<float> hidden, LayerScratch &scratch);
void feedForward(Multiplier &multiplier, const LayerWeights &weights, float epsilon, MatrixView<float> hidden,
    LayerScratch &scratch);

/// rms norm of every row of in to out.
void normRows(ThreadPool &pool, MatrixView<const float> in, std::span<const float> weight, float epsilon,
    MatrixView<float> out);

} // namespace alcove::inference
