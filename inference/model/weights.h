#pragma once

#include "inference/compute/weight_matrix.h"
#include "inference/model/config.h"
#include "inference/model/tensor_names.h"
#include "inference/result.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace alcove::inference {

/// Weights as named fields. Matrices are views into the mapped files, which must outlive them; the
/// small vectors are float32 copies. Shapes are [out, in]; H hidden, D head size, A heads, K key heads.

struct LayerWeights {
    std::vector<float> inputNorm, postAttentionNorm, preFeedForwardNorm, postFeedForwardNorm; ///< [H]
    WeightMatrix query;                                                                       ///< [A * D, H]
    WeightMatrix key;                  ///< [K * D, H]; a drafter has none
    std::optional<WeightMatrix> value; ///< [K * D, H]; full layers take the key's projection (spec 2.2)
    WeightMatrix attentionOutput;      ///< [H, A * D]
    std::vector<float> queryNorm;      ///< [D]
    std::vector<float> keyNorm;        ///< [D]; a drafter has none
    WeightMatrix gate, up;             ///< [feed-forward, H]
    WeightMatrix down;                 ///< [H, feed-forward]
    float scalar = 1.0F;               ///< scales the whole stream (spec 2.2, step 9)
};

struct TextWeights {
    WeightMatrix embedding; ///< [vocabulary, H]
    WeightMatrix head;      ///< the embedding, unless the file has its own
    std::vector<float> finalNorm;
    std::vector<LayerWeights> layers;
};

enum class PatchOrder {
    ColourFastest, ///< y, x, colour: Hugging Face
    PlanesFirst,   ///< colour, y, x: GGUF (spec 7.6)
};

/// Learned vectors for the column and the row of a patch. They stay in their file: a picture needs few of the
/// 12B's 2240, and to copy them all was a fifth of a start.
struct Positions {
    enum class Axis { Column, Row };
    WeightMatrix table; ///< [2 * places, E]
    TensorStyle style = TensorStyle::HuggingFace;

    /// out: [E].
    void read(Axis axis, int64_t place, std::span<float> out) const;
};

struct VisionWeights {
    std::vector<float> patchNormWeight, patchNormBias;       ///< [6912]
    WeightMatrix patchDense;                                 ///< [E, 6912]
    std::vector<float> patchDenseBias;                       ///< [E]
    std::vector<float> denseNormWeight, denseNormBias;       ///< [E]
    Positions positions;                                     ///< of columns and rows
    std::vector<float> positionNormWeight, positionNormBias; ///< [E]
    WeightMatrix projection;                                 ///< [H, E]
    PatchOrder patchOrder = PatchOrder::ColourFastest;
};

struct AudioWeights {
    WeightMatrix projection; ///< [H, frame]
};

struct DrafterWeights {
    TextWeights text;                      ///< embedding is the drafter's own: its head only
    WeightMatrix preProjection;            ///< [h, 2 H]
    WeightMatrix postProjection;           ///< [H, h]
    std::optional<WeightMatrix> centroids; ///< [centroids, h], ordered embeddings only (spec 5.6)
    std::vector<int32_t> tokenOrdering;    ///< [vocabulary]
};

/// All three fail with every missing tensor and every wrong shape listed at once.
[[nodiscard]] Result<TextWeights> readTextWeights(const TensorNames &names, const TextConfig &config);
[[nodiscard]] Result<VisionWeights> readVisionWeights(
    const TensorNames &names, const VisionConfig &config, int hiddenSize);
[[nodiscard]] Result<AudioWeights> readAudioWeights(
    const TensorNames &names, const AudioConfig &config, int hiddenSize);
[[nodiscard]] Result<DrafterWeights> readDrafterWeights(
    const TensorNames &names, const DrafterConfig &config);

} // namespace alcove::inference
