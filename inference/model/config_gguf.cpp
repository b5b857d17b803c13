#include "inference/formats/quoted.h"
#include "inference/model/config.h"
#include "inference/model/config_checks.h"
#include "inference/model/config_gguf_media.h"
#include "inference/model/gguf_fields.h"
#include "inference/model/model_names.h"

#include <algorithm>
#include <array>
#include <format>

namespace alcove::inference {

namespace {

constexpr std::string_view kTextArchitecture = "gemma4";
constexpr std::string_view kDrafterArchitecture = "gemma4-assistant";
constexpr std::string_view kMediaArchitecture = "clip";
constexpr size_t kLongestModelName = 80;

Result<void> refuseOtherModel(const GgufFile &file);
Result<void> refuseOtherDrafter(const GgufFile &file);
TextConfig readText(const GgufFields &fields, Problems &problems);
int readVocabularySize(const GgufFields &fields, Problems &problems);
void readHeads(const GgufFields &fields, TextConfig &text, Problems &problems);
std::vector<LayerKind> readLayers(const GgufFields &fields, int count, Problems &problems);
void readRope(const GgufFields &fields, TextConfig &text, Problems &problems);
void readRopeFactors(const GgufFile &file, TextConfig &text, Problems &problems);
SamplingDefaults readSampling(const GgufFile &file, const TextConfig &text, Problems &problems);
const GgufTexts *tokensOf(const GgufFile &file);
std::string nameOf(const GgufFile &file);

} // namespace

Result<ModelConfig> readModelConfig(const GgufFile &file, const GgufFile *mmproj)
{
    if (const auto accepted = refuseOtherModel(file); !accepted)
        return std::unexpected(accepted.error());
    if (const auto accepted = file.checkBlockTypes(); !accepted)
        return std::unexpected(accepted.error());
    Problems problems;
    ModelConfig model;
    model.text = readText(GgufFields(file, "gemma4.", problems), problems);
    model.sampling = readSampling(file, model.text, problems);
    model.name = modelName(model.text, nameOf(file));
    // Spec 8: the base model has no template and ends with <eos>.
    const bool endsTurns = file.integer("tokenizer.ggml.eos_token_id").value_or(1) != 1;
    model.trainedToChat = endsTurns || file.string("tokenizer.chat_template").has_value();
    if (!problems.empty())
        return std::unexpected(problems.error(quotedPath(file.files().front().path())));
    const auto media = readGgufMedia(mmproj ? *mmproj : file, model.text.hiddenSize);
    if (!media)
        return std::unexpected(media.error());
    model.vision = media->vision;
    model.audio = media->audio;
    if (model.vision && isDemonstrationModel(model.text))
        model.vision->defaultBudget = 70; // the only one that it was trained with
    return model;
}

Result<DrafterConfig> readDrafterConfig(const GgufFile &file)
{
    if (const auto accepted = refuseOtherDrafter(file); !accepted)
        return std::unexpected(accepted.error());
    if (const auto accepted = file.checkBlockTypes(); !accepted)
        return std::unexpected(accepted.error());
    Problems problems;
    const GgufFields fields(file, "gemma4-assistant.", problems);
    DrafterConfig drafter;
    drafter.text = readText(fields, problems);
    drafter.targetHiddenSize = fields.whole("embedding_length_out", kWidthRange);
    const int layerCount = drafter.text.layerCount();
    if (const int shared = fields.whole("attention.shared_kv_layers", {0, 512}, 0);
        shared != 0 && shared != layerCount)
        problems.add(std::format("{} of {} layers read the model's keys instead of all", shared, layerCount));
    if (file.tensors().find("masked_embd_centroids.weight"))
        problems.add("it has ordered embeddings, which GGUF drafters of Gemma 4 12B do not have");
    if (!problems.empty())
        return std::unexpected(problems.error(quotedPath(file.files().front().path())));
    return drafter;
}

namespace {

Result<void> refuseOtherModel(const GgufFile &file)
{
    const std::string_view architecture = file.architecture();
    const std::string fileName = quotedPath(file.files().front().path());
    if (architecture == kMediaArchitecture)
        return failure(std::format("{} holds only the part for pictures and sound.", fileName),
            "Choose the file of the model itself; this one is found beside it.");
    if (architecture == kDrafterArchitecture)
        return failure(std::format("{} is a drafter, not the model that it drafts for.", fileName),
            "Choose the file of the model itself; its drafter is found beside it.");
    if (architecture != kTextArchitecture) {
        if (architecture.empty())
            return failure(std::format("{} does not say what kind of model it holds.", fileName),
                "Choose a file of Gemma 4 12B.");
        const auto family = familyName(architecture);
        const auto name = file.string("general.name");
        return thisIsAnother(name && !name->empty() ? readableText(*name, kLongestModelName)
                             : family               ? std::string(*family)
                                      : std::format("a model of the kind {}", quotedName(architecture)));
    }
    Problems ignored;
    const GgufFields fields(file, "gemma4.", ignored);
    const int layerCount = fields.whole("block_count", kLayerRange, 0);
    const int hiddenSize = fields.whole("embedding_length", kWidthRange, 0);
    const bool perLayer = fields.whole("embedding_length_per_layer_input", {0, 1 << 20}, 0) != 0 ||
                          fields.whole("attention.shared_kv_layers", {0, 512}, 0) != 0;
    const bool experts = fields.whole("expert_count", {0, 1 << 16}, 0) != 0;
    const auto size = gemma4Size(layerCount, hiddenSize);
    if (!perLayer && !experts && (!size || size == "12B"))
        return {};
    return thisIsAnother(nameOfOtherGemma4({.layerCount = layerCount,
        .hiddenSize = hiddenSize,
        .perLayerEmbeddings = perLayer,
        .experts = experts}));
}

Result<void> refuseOtherDrafter(const GgufFile &file)
{
    const std::string fileName = quotedPath(file.files().front().path());
    const bool oldNames =
        file.tensors().find("assistant.pre_projection.weight") ||
        std::ranges::any_of(
            file.keys(), [](const auto &entry) { return entry.first.starts_with("gemma4.assistant."); }) ||
        std::ranges::any_of(
            file.tensors().all(), [](const Tensor &tensor) { return tensor.name.starts_with("mtp."); });
    if (oldNames)
        return failure(std::format("{} is a drafter from before the format was settled.", fileName),
            "Choose a drafter file made later than June 2026.");
    if (file.architecture() != kDrafterArchitecture)
        return failure(std::format("{} is no drafter of Gemma 4.", fileName),
            "Choose the drafter (assistant) of Gemma 4 12B, or go on without one.");
    const auto backbone = file.integer("gemma4-assistant.embedding_length_out").value_or(0);
    const auto size = gemma4SizeOfBackbone(backbone);
    if (size && size != "12B")
        return thisIsAnother(std::format("the drafter of Gemma 4 {}", *size));
    return {};
}

TextConfig readText(const GgufFields &fields, Problems &problems)
{
    TextConfig text;
    text.vocabularySize = readVocabularySize(fields, problems);
    text.hiddenSize = fields.whole("embedding_length", kWidthRange);
    text.headCount = fields.whole("attention.head_count", kHeadRange);
    text.window = fields.whole("attention.sliding_window", kPositionRange);
    text.contextLength = fields.whole("context_length", kPositionRange);
    text.rmsEpsilon = float(fields.real("attention.layer_norm_rms_epsilon", kEpsilonRange));
    text.logitSoftcap = float(fields.real("final_logit_softcapping", kSoftcapRange, 0.0));
    text.embeddingScale =
        embeddingScale(text.hiddenSize, WeightsKind::Float32); // spec 2.1: the root as it is
    const int layerCount = fields.whole("block_count", kLayerRange);
    text.layers = readLayers(fields, layerCount, problems);
    const std::vector<int> widths = fields.perLayer("feed_forward_length", layerCount, kWidthRange);
    text.feedForwardSize = widths.front();
    if (std::ranges::count(widths, widths.front()) != layerCount)
        problems.add("feed_forward_length differs between layers");
    readHeads(fields, text, problems);
    readRope(fields, text, problems);
    checkText(text, problems);
    return text;
}

int readVocabularySize(const GgufFields &fields, Problems &problems)
{
    const Tensor *embedding = fields.file().tensors().find("token_embd.weight");
    if (!embedding || embedding->shape.size() != 2) {
        problems.add("token_embd.weight is missing");
        return 2;
    }
    const auto *tokens = tokensOf(fields.file());
    if (tokens && std::cmp_not_equal(tokens->size(), embedding->rows()))
        problems.add(
            std::format("{} tokens have {} rows in token_embd.weight", tokens->size(), embedding->rows()));
    return problems.whole(
        "the number of rows of token_embd.weight", {true, embedding->rows()}, kVocabularyRange);
}

std::vector<LayerKind> readLayers(const GgufFields &fields, int count, Problems &problems)
{
    constexpr std::string_view kKey = "attention.sliding_window_pattern";
    std::vector<LayerKind> layers = usualLayers(count);
    if (!fields.has(kKey))
        return layers;
    const GgufArray *array = fields.file().array(fields.full(kKey));
    const auto *flags = array ? std::get_if<std::vector<bool>>(array) : nullptr;
    if (!flags || std::cmp_not_equal(flags->size(), count)) {
        problems.add(std::format("{} has not one flag for each of {} layers", fields.full(kKey), count));
        return layers;
    }
    for (size_t i = 0; i < layers.size(); ++i)
        layers[i] = (*flags)[i] ? LayerKind::Sliding : LayerKind::Full;
    return layers;
}

void readHeads(const GgufFields &fields, TextConfig &text, Problems &problems)
{
    text.fullHeadSize = fields.whole("attention.key_length", kHeadSizeRange);
    text.slidingHeadSize = fields.whole("attention.key_length_swa", kHeadSizeRange, text.fullHeadSize);
    if (fields.whole("attention.value_length", kHeadSizeRange, text.fullHeadSize) != text.fullHeadSize ||
        fields.whole("attention.value_length_swa", kHeadSizeRange, text.slidingHeadSize) !=
            text.slidingHeadSize)
        problems.add("keys and values differ in length");
    const std::vector<int> heads = fields.perLayer("attention.head_count_kv", text.layerCount(), kHeadRange);
    const auto headsOf = [&](LayerKind kind) {
        int common = 0;
        for (size_t i = 0; i < heads.size(); ++i) {
            if (text.layers[i] != kind)
                continue;
            if (common != 0 && heads[i] != common)
                problems.add(
                    std::format("layer {} has {} key heads, others of its kind {}", i, heads[i], common));
            common = heads[i];
        }
        return common;
    };
    const int sliding = headsOf(LayerKind::Sliding);
    const int full = headsOf(LayerKind::Full);
    text.slidingKeyHeads = sliding ? sliding : full; // a kind that does not occur must not divide by zero
    text.fullKeyHeads = full ? full : sliding;
}

void readRope(const GgufFields &fields, TextConfig &text, Problems &problems)
{
    text.fullRopeTheta = fields.real("rope.freq_base", kThetaRange, 1'000'000.0);
    text.slidingRopeTheta = fields.real("rope.freq_base_swa", kThetaRange, 10'000.0);
    if (fields.whole("rope.dimension_count", kHeadSizeRange, text.fullHeadSize) != text.fullHeadSize ||
        fields.whole("rope.dimension_count_swa", kHeadSizeRange, text.slidingHeadSize) !=
            text.slidingHeadSize)
        problems.add("rope.dimension_count differs from the head size");
    readRopeFactors(fields.file(), text, problems);
}

/// rope_freqs divides the full layers' frequencies: ones for the pairs that turn, 1e30 for the others
/// (spec 7.6). It is the only place where a GGUF file says how many turn.
void readRopeFactors(const GgufFile &file, TextConfig &text, Problems &problems)
{
    constexpr float kNeverTurns = 1e29F;
    const Tensor *tensor = file.tensors().find("rope_freqs.weight");
    if (!tensor)
        return;
    const int64_t pairs = text.fullHeadSize / 2;
    if (tensor->type != BlockType::F32 || tensor->elementCount() != pairs)
        return problems.add(std::format("rope_freqs.weight has not one number for each of {} pairs", pairs));
    std::vector<float> factors(size_t(pairs), 0.0F);
    dequantize(tensor->type, tensor->bytes, factors);
    const auto still = std::ranges::find_if(factors, [](float factor) { return factor >= kNeverTurns; });
    const auto turning = std::span(factors.begin(), still);
    const bool fits = !turning.empty() && turning.front() > 0 &&
                      std::ranges::count(turning, turning.front()) == std::ssize(turning) &&
                      std::all_of(still, factors.end(), [](float factor) { return factor >= kNeverTurns; });
    if (!fits)
        return problems.add("rope_freqs.weight is not what Gemma 4 has");
    text.fullRotatedShare = double(turning.size()) / double(pairs);
    text.fullRopeDivisor = double(turning.front());
}

SamplingDefaults readSampling(const GgufFile &file, const TextConfig &text, Problems &problems)
{
    const GgufFields fields(file, "general.sampling.", problems);
    SamplingDefaults sampling;
    sampling.temperature = float(fields.real("temp", kTemperatureRange, 1.0));
    sampling.topK = fields.whole("top_k", kTopKRange, 64);
    sampling.topP = float(fields.real("top_p", kTopPRange, 0.95));
    const auto *tokens = tokensOf(file);
    if (!tokens) {
        problems.add("tokenizer.ggml.tokens is missing");
        return sampling;
    }
    const auto add = [&](std::vector<int32_t> &ids, std::string_view token) {
        if (const auto found = std::ranges::find(*tokens, token); found != tokens->end())
            ids.push_back(int32_t(found - tokens->begin()));
    };
    // Spec 7.3: a file names one end only, sometimes another one; this architecture always has three.
    for (const std::string_view token : {"<eos>", "<turn|>", "<|tool_response>"})
        add(sampling.stopIds, token);
    if (sampling.stopIds.empty())
        problems.add("the vocabulary has none of <eos>, <turn|> and <|tool_response>");
    const GgufArray *listed = file.array("tokenizer.ggml.suppress_tokens");
    if (const auto *ids = listed ? std::get_if<std::vector<int64_t>>(listed) : nullptr) {
        for (const int64_t id : *ids)
            sampling.suppressedIds.push_back(int32_t(std::clamp<int64_t>(id, -1, 1 << 30)));
    } else {
        for (const std::string_view token : {"<audio|>", "<image|>"})
            add(sampling.suppressedIds, token);
    }
    checkIds("tokenizer.ggml.suppress_tokens", sampling.suppressedIds, text.vocabularySize, problems);
    return sampling;
}

const GgufTexts *tokensOf(const GgufFile &file)
{
    const GgufArray *array = file.array("tokenizer.ggml.tokens");
    return array ? std::get_if<GgufTexts>(array) : nullptr;
}

std::string nameOf(const GgufFile &file)
{
    const auto name = file.string("general.name").value_or(std::string_view{});
    return name.empty() ? file.files().front().path().stem().string() : std::string(name);
}

} // namespace

} // namespace alcove::inference
