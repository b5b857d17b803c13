#include "inference/model/model_names.h"

#include <algorithm>
#include <array>
#include <format>

namespace alcove::inference {

namespace {

struct PublishedSize {
    int64_t layerCount, hiddenSize;
    std::string_view name;
};

constexpr std::array kPublishedSizes = {
    PublishedSize{35, 1536, "E2B"},
    PublishedSize{42, 2560, "E4B"},
    PublishedSize{48, 3840, "12B"},
    PublishedSize{30, 2816, "26B-A4B"},
    PublishedSize{60, 5376, "31B"},
};

struct Family {
    std::string_view modelType, name;
};

// Hugging Face writes underscores, GGUF hyphens or nothing.
constexpr std::array kFamilies = {
    Family{"gemma", "Gemma"},
    Family{"gemma2", "Gemma 2"},
    Family{"gemma3", "Gemma 3"},
    Family{"gemma3_text", "Gemma 3"},
    Family{"gemma3n", "Gemma 3n"},
    Family{"gemma3n_text", "Gemma 3n"},
    Family{"gemma-embedding", "EmbeddingGemma"},
    Family{"diffusion_gemma", "DiffusionGemma"},
    Family{"diffusion-gemma", "DiffusionGemma"},
    Family{"llama", "Llama"},
    Family{"llama4", "Llama 4"},
    Family{"mllama", "Llama"},
    Family{"mistral", "Mistral"},
    Family{"mistral3", "Mistral 3"},
    Family{"mixtral", "Mixtral"},
    Family{"qwen2", "Qwen2"},
    Family{"qwen2_moe", "Qwen2"},
    Family{"qwen2moe", "Qwen2"},
    Family{"qwen3", "Qwen3"},
    Family{"qwen3_moe", "Qwen3"},
    Family{"qwen3moe", "Qwen3"},
    Family{"phi3", "Phi-3"},
    Family{"gpt_oss", "gpt-oss"},
    Family{"gpt-oss", "gpt-oss"},
    Family{"deepseek2", "DeepSeek"},
    Family{"deepseek_v3", "DeepSeek"},
    Family{"whisper", "Whisper"},
};

} // namespace

std::optional<std::string_view> gemma4Size(int64_t layerCount, int64_t hiddenSize)
{
    for (const PublishedSize &size : kPublishedSizes) {
        if (size.layerCount == layerCount && size.hiddenSize == hiddenSize)
            return size.name;
    }
    return std::nullopt;
}

std::optional<std::string_view> gemma4SizeOfBackbone(int64_t hiddenSize)
{
    const auto found = std::ranges::find(kPublishedSizes, hiddenSize, &PublishedSize::hiddenSize);
    return found == kPublishedSizes.end() ? std::nullopt : std::optional(found->name);
}

std::optional<std::string_view> familyName(std::string_view modelType)
{
    const auto found = std::ranges::find(kFamilies, modelType, &Family::modelType);
    return found == kFamilies.end() ? std::nullopt : std::optional(found->name);
}

bool isDemonstrationModel(const TextConfig &text)
{
    return text.hiddenSize == 256 && text.layerCount() == 6 && text.vocabularySize == 2304;
}

std::string modelName(const TextConfig &text, std::string_view ownName)
{
    if (gemma4Size(text.layerCount(), text.hiddenSize) == "12B" && text.feedForwardSize == 15'360)
        return "Gemma 4 12B";
    if (isDemonstrationModel(text))
        return "Tiny demonstration model";
    return std::string(ownName);
}

std::unexpected<Error> thisIsAnother(std::string_view name)
{
    return failure(
        std::format("This is {}. Alcove runs Gemma 4 12B.", name), "Choose a file or folder of Gemma 4 12B.");
}

std::string nameOfOtherGemma4(const Gemma4Marks &marks)
{
    if (const auto size = gemma4Size(marks.layerCount, marks.hiddenSize))
        return std::format("Gemma 4 {}", *size);
    if (marks.experts)
        return "a Gemma 4 with experts, like 26B-A4B";
    if (marks.perLayerEmbeddings)
        return "a Gemma 4 with embeddings for each layer, like E2B and E4B";
    return "another size of Gemma 4";
}

} // namespace alcove::inference
