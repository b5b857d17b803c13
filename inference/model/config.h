#pragma once

#include "inference/formats/gguf.h"
#include "inference/result.h"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace alcove::inference {

enum class LayerKind { Sliding, Full };

/// The text decoder's numbers (spec 1, 7.1, 7.5). Also the drafter's body.
struct TextConfig {
    int vocabularySize = 0;
    int hiddenSize = 0;
    int feedForwardSize = 0;
    int headCount = 0;
    int slidingKeyHeads = 0, fullKeyHeads = 0;
    int slidingHeadSize = 0, fullHeadSize = 0;
    int window = 0;                ///< positions a sliding layer sees, the query's own included
    std::vector<LayerKind> layers; ///< one entry a layer
    double slidingRopeTheta = 10'000.0;
    double fullRopeTheta = 1'000'000.0;
    double fullRotatedShare = 0.25; ///< partial_rotary_factor of the full layers
    double fullRopeDivisor = 1.0;   ///< optional "factor": divides the frequencies
    float rmsEpsilon = 1e-6F;
    float logitSoftcap = 30.0F;    ///< 0: none
    float embeddingScale = 0.0F;   ///< spec 2.1: depends on the kind of file
    int contextLength = 0;         ///< most positions the model was made for
    bool imagesSeeBothWays = true; ///< spec 2.6

    int layerCount() const { return int(layers.size()); }
    int keyHeads(int layer) const;
    int headSize(int layer) const;
};

struct VisionConfig {
    int patchSize = 48;    ///< side of a tile in pixels
    int embeddingSize = 0; ///< mm_embed_dim
    int positionCount = 0; ///< rows of each of the two position tables
    float rmsEpsilon = 1e-6F;
    int defaultBudget = 280; ///< soft tokens of a picture when nobody chose
};

struct AudioConfig {
    int frameSize = 640; ///< samples of a frame at 16 kHz
    float rmsEpsilon = 1e-6F;
};

struct SamplingDefaults {
    float temperature = 1.0F;
    int topK = 64;
    float topP = 0.95F;
    std::vector<int32_t> stopIds;
    std::vector<int32_t> suppressedIds;
};

/// A target model as its files describe it.
struct ModelConfig {
    std::string name; ///< for people: "Gemma 4 12B", or the file's own name
    TextConfig text;
    std::optional<VisionConfig> vision;
    std::optional<AudioConfig> audio;
    SamplingDefaults sampling;
    bool trainedToChat = true; ///< false for the base model: notice, spec 8
};

struct DrafterConfig {
    TextConfig text; ///< no keys or values of its own
    int targetHiddenSize = 0;
    bool orderedEmbeddings = false; ///< spec 5.6
    int centroidCount = 0;
    int topCentroids = 0;
};

/// Reads config.json, generation_config.json and processor_config.json of a folder.
/// Refuses other models by their name (spec 8) and every number that contradicts another, all at once.
[[nodiscard]] Result<ModelConfig> readModelConfig(const std::filesystem::path &folder);
/// Text numbers from the text file; pictures and sound from the mmproj file, if there is one.
[[nodiscard]] Result<ModelConfig> readModelConfig(const GgufFile &text, const GgufFile *mmproj);

[[nodiscard]] Result<DrafterConfig> readDrafterConfig(const std::filesystem::path &folder);
[[nodiscard]] Result<DrafterConfig> readDrafterConfig(const GgufFile &file);

/// The same from parsed files, for models without a folder. `generation` and `processor` are
/// generation_config.json and processor_config.json, empty objects where there are none.
[[nodiscard]] Result<ModelConfig> modelConfigFromJson(
    const nlohmann::json &config, const nlohmann::json &generation, const nlohmann::json &processor);
[[nodiscard]] Result<ModelConfig> modelConfigFromJson(const nlohmann::json &config);
[[nodiscard]] Result<DrafterConfig> drafterConfigFromJson(const nlohmann::json &config);

/// Fails with every mismatch listed if the drafter was not made for this target (spec 7.6).
[[nodiscard]] Result<void> checkDrafterFits(const DrafterConfig &drafter, const TextConfig &target);

} // namespace alcove::inference
