#include "inference/model/inspection.h"

#include "inference/formats/quoted.h"
#include "inference/model/inspection_parts.h"

#include <algorithm>
#include <format>
#include <system_error>

namespace alcove::inference {

namespace {

void addText(Inspection &inspection, const TextConfig &text);

} // namespace

Result<Inspection> inspect(const std::filesystem::path &path)
{
    std::error_code ignored;
    if (std::filesystem::is_directory(path, ignored))
        return inspectFolder(path);
    if (path.extension() != ".safetensors" || !std::filesystem::exists(path, ignored))
        return inspectGguf(path);
    return inspectFolder(path.has_parent_path() ? path.parent_path() : std::filesystem::path("."));
}

void addModel(Inspection &inspection, const Result<ModelConfig> &model)
{
    if (!model) {
        inspection.problems.push_back(model.error().message());
        return;
    }
    inspection.model = readableText(model->name, kLongestShownValue);
    addText(inspection, model->text);
    if (model->vision)
        inspection.dimensions.emplace_back(
            "pictures", std::format("{} wide, {} places a side, {} tokens", model->vision->embeddingSize,
                            model->vision->positionCount, model->vision->defaultBudget));
    if (model->audio)
        inspection.dimensions.emplace_back(
            "sound", std::format("{} samples a token", model->audio->frameSize));
    if (!model->trainedToChat)
        inspection.dimensions.emplace_back("notice", "not trained to chat");
}

void addDrafter(Inspection &inspection, const Result<DrafterConfig> &drafter)
{
    if (!drafter) {
        inspection.problems.push_back(drafter.error().message());
        return;
    }
    inspection.dimensions.emplace_back("drafts for a width of", std::to_string(drafter->targetHiddenSize));
    addText(inspection, drafter->text);
}

void addTokenizer(Inspection &inspection, const Result<TokenizerSource> &tokenizer)
{
    if (tokenizer)
        inspection.tokenizer = std::format("{} pieces, {} merges, {} control tokens",
            tokenizer->pieces.size(), tokenizer->merges.size(), tokenizer->addedTokens.size());
    else
        inspection.problems.push_back(tokenizer.error().message());
}

void addTensor(Inspection &inspection, InspectedTensor tensor)
{
    int64_t elements = 1;
    for (const int64_t size : tensor.shape)
        elements *= size;
    if (tensor.name != "rope_freqs.weight") // a table of the converter's, not of the model's
        inspection.parameters += elements;
    tensor.name = readableText(tensor.name, kLongestShownName);
    inspection.tensors.push_back(std::move(tensor));
}

namespace {

void addText(Inspection &inspection, const TextConfig &text)
{
    const auto add = [&](std::string name, std::string value) {
        inspection.dimensions.emplace_back(std::move(name), std::move(value));
    };
    const auto full = std::ranges::count(text.layers, LayerKind::Full);
    add("vocabulary", std::to_string(text.vocabularySize));
    add("layers", std::format("{}, {} of them full", text.layerCount(), full));
    add("width", std::to_string(text.hiddenSize));
    add("feed-forward", std::to_string(text.feedForwardSize));
    add("query heads", std::to_string(text.headCount));
    add("key heads", std::format("{} sliding, {} full", text.slidingKeyHeads, text.fullKeyHeads));
    add("head size", std::format("{} sliding, {} full", text.slidingHeadSize, text.fullHeadSize));
    add("window", std::to_string(text.window));
    add("context", std::to_string(text.contextLength));
}

} // namespace

} // namespace alcove::inference
