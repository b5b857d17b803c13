#pragma once

#include "inference/model/config.h"
#include "inference/model/config_problems.h"

#include <string_view>
#include <vector>

namespace alcove::inference {

// What every number of a configuration may be, whichever kind of file it stands in.
inline constexpr WholeRange kVocabularyRange{2, 1 << 22};
inline constexpr WholeRange kWidthRange{1, 1 << 20};
inline constexpr WholeRange kLayerRange{1, 512};
inline constexpr WholeRange kHeadRange{1, 1024};
inline constexpr WholeRange kHeadSizeRange{2, 4096};
inline constexpr WholeRange kPositionRange{1, 1 << 27};
inline constexpr RealRange kThetaRange{1e-3, 1e12};
inline constexpr RealRange kEpsilonRange{1e-12, 1.0};
inline constexpr RealRange kShareRange{1e-6, 1.0};
inline constexpr RealRange kSoftcapRange{0.0, 1e6};
inline constexpr RealRange kTemperatureRange{0.0, 100.0};
inline constexpr RealRange kTopPRange{0.0, 1.0};
inline constexpr WholeRange kTopKRange{0, 1 << 22};

/// Every sixth layer and the last one full (spec 7.1).
std::vector<LayerKind> usualLayers(int count);

/// How the embedding's scale is rounded (spec 2.1).
enum class WeightsKind { Float32, Float16, Bfloat16 };
float embeddingScale(int hiddenSize, WeightsKind kind);

/// Adds what contradicts itself in numbers that are each in range.
void checkText(const TextConfig &text, Problems &problems);
void checkDrafter(const DrafterConfig &drafter, Problems &problems);

/// Ids outside of the vocabulary become problems.
void checkIds(std::string_view key, const std::vector<int32_t> &ids, int vocabularySize, Problems &problems);

} // namespace alcove::inference
