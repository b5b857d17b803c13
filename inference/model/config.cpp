#include "inference/model/config.h"

#include "inference/formats/block_types.h"
#include "inference/model/config_checks.h"

#include <algorithm>
#include <cmath>
#include <format>

namespace alcove::inference {

int TextConfig::keyHeads(int layer) const
{
    return layers[size_t(layer)] == LayerKind::Sliding ? slidingKeyHeads : fullKeyHeads;
}

int TextConfig::headSize(int layer) const
{
    return layers[size_t(layer)] == LayerKind::Sliding ? slidingHeadSize : fullHeadSize;
}

Result<void> checkDrafterFits(const DrafterConfig &drafter, const TextConfig &target)
{
    std::string list;
    const auto same = [&list](std::string_view what, int drafters, int targets) {
        if (drafters != targets)
            list += std::format("{}{} {} instead of {}", list.empty() ? "" : "; ", what, drafters, targets);
    };
    const auto uses = [](const TextConfig &text, LayerKind kind) {
        return std::ranges::contains(text.layers, kind);
    };
    same("width of the model", drafter.targetHiddenSize, target.hiddenSize);
    same("vocabulary", drafter.text.vocabularySize, target.vocabularySize);
    if (uses(drafter.text, LayerKind::Sliding)) {
        same("head size of sliding layers", drafter.text.slidingHeadSize, target.slidingHeadSize);
        same("key heads of sliding layers", drafter.text.slidingKeyHeads, target.slidingKeyHeads);
        same("window", drafter.text.window, target.window);
        same("sliding layers to read from: ", 1, int(uses(target, LayerKind::Sliding)));
    }
    if (uses(drafter.text, LayerKind::Full)) {
        same("head size of full layers", drafter.text.fullHeadSize, target.fullHeadSize);
        same("key heads of full layers", drafter.text.fullKeyHeads, target.fullKeyHeads);
        same("full layers to read from: ", 1, int(uses(target, LayerKind::Full)));
    }
    if (list.empty())
        return {};
    return failure(std::format("The drafter was made for another model: {}.", list),
        "Choose the drafter that belongs to the model, or go on without one.");
}

std::vector<LayerKind> usualLayers(int count)
{
    std::vector<LayerKind> layers(size_t(count), LayerKind::Sliding);
    for (size_t i = 5; i < layers.size(); i += 6)
        layers[i] = LayerKind::Full;
    if (!layers.empty())
        layers.back() = LayerKind::Full;
    return layers;
}

float embeddingScale(int hiddenSize, WeightsKind kind)
{
    const float root = std::sqrt(float(hiddenSize));
    switch (kind) {
    case WeightsKind::Bfloat16:
        return bfloat16ToFloat(floatToBfloat16(root)); // 62 instead of 61.97 for the 12B
    case WeightsKind::Float16:
        return halfToFloat(floatToHalf(root));
    case WeightsKind::Float32:
        break;
    }
    return root;
}

void checkText(const TextConfig &text, Problems &problems)
{
    const auto divides = [&](std::string_view kind, int keyHeads) {
        if (text.headCount % keyHeads != 0)
            problems.add(
                std::format("{} query heads cannot share {} {} key heads", text.headCount, keyHeads, kind));
    };
    divides("sliding", text.slidingKeyHeads);
    divides("full", text.fullKeyHeads);
    for (const int size : {text.slidingHeadSize, text.fullHeadSize}) {
        if (size % 2 != 0)
            problems.add(std::format("a head size of {} has no pairs to rotate", size));
    }
}

void checkDrafter(const DrafterConfig &drafter, Problems &problems)
{
    checkText(drafter.text, problems);
    if (!drafter.orderedEmbeddings)
        return;
    if (drafter.text.vocabularySize % drafter.centroidCount != 0)
        problems.add(std::format("{} centroids do not divide a vocabulary of {}", drafter.centroidCount,
            drafter.text.vocabularySize));
    if (drafter.topCentroids > drafter.centroidCount)
        problems.add(
            std::format("{} of {} centroids are to be taken", drafter.topCentroids, drafter.centroidCount));
}

void checkIds(std::string_view key, const std::vector<int32_t> &ids, int vocabularySize, Problems &problems)
{
    for (const int32_t id : ids) {
        if (id < 0 || id >= vocabularySize)
            problems.add(std::format("{} names the token {} of a vocabulary of {}", key, id, vocabularySize));
    }
}

} // namespace alcove::inference
