#include "inference/model/config.h"

#include "inference/formats/quoted.h"
#include "inference/model/config_checks.h"
#include "inference/model/config_fields.h"
#include "inference/model/model_names.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <format>
#include <limits>

namespace alcove::inference {

namespace {

using Json = nlohmann::json;

constexpr std::string_view kModelType = "gemma4_unified";
constexpr std::string_view kTextType = "gemma4_unified_text";
constexpr std::string_view kDrafterType = "gemma4_unified_assistant";
struct Quantiser {
    std::string_view key, name;
};

constexpr std::array kQuantisers = {
    Quantiser{"MLX", "MLX"},
    Quantiser{"awq", "AWQ"},
    Quantiser{"gptq", "GPTQ"},
    Quantiser{"bitsandbytes", "bitsandbytes"},
    Quantiser{"compressed-tensors", "compressed-tensors"},
    Quantiser{"fp8", "FP8"},
    Quantiser{"fbgemm_fp8", "FP8"},
};
constexpr std::array kBudgets = {70, 140, 280, 560, 1120}; // spec 3.1

const Json &textPart(const Json &config);
Result<void> refuseOtherModel(const Json &config);
Result<void> refuseQuantised(const Json &config);
TextConfig readText(const Json &config, Problems &problems);
void refuseOtherArithmetic(const JsonFields &text, Problems &problems);
void readLayers(const JsonFields &fields, TextConfig &text, Problems &problems);
void readRope(const JsonFields &fields, TextConfig &text, Problems &problems);
WeightsKind weightsKind(const Json &config);
std::optional<VisionConfig> readVision(const Json &config, const Json &processor, Problems &problems);
std::optional<AudioConfig> readAudio(const Json &config, Problems &problems);
SamplingDefaults readSampling(
    const Json &config, const Json &generation, const TextConfig &text, Problems &problems);

} // namespace

Result<ModelConfig> modelConfigFromJson(const Json &config)
{
    return modelConfigFromJson(config, Json::object(), Json::object());
}

Result<ModelConfig> modelConfigFromJson(const Json &config, const Json &generation, const Json &processor)
{
    if (const auto accepted = refuseOtherModel(config); !accepted)
        return std::unexpected(accepted.error());
    if (const auto accepted = refuseQuantised(config); !accepted)
        return std::unexpected(accepted.error());
    Problems problems;
    ModelConfig model;
    model.text = readText(config, problems);
    const JsonFields text(textPart(config), problems);
    if (text.whole("num_kv_shared_layers", {0, 512}, 0) != 0)
        problems.add("num_kv_shared_layers is not 0");
    model.vision = readVision(config, processor, problems);
    model.audio = readAudio(config, problems);
    model.sampling = readSampling(config, generation, model.text, problems);
    model.name = modelName(model.text, "Gemma 4");
    if (!problems.empty())
        return std::unexpected(problems.error("“config.json”"));
    return model;
}

Result<DrafterConfig> drafterConfigFromJson(const Json &config)
{
    Problems problems;
    const JsonFields fields(config, problems);
    const std::string type = fields.text("model_type", kDrafterType);
    DrafterConfig drafter;
    if (type != kDrafterType && type != "gemma4_assistant")
        return failure(
            std::format("The folder holds no drafter but a model of the kind {}.", quotedName(type)),
            "Choose the folder of the drafter (Gemma 4 12B assistant).");
    drafter.targetHiddenSize = fields.whole("backbone_hidden_size", kWidthRange);
    if (type == "gemma4_assistant")
        return thisIsAnother(std::format("the drafter of Gemma 4 {}",
            gemma4SizeOfBackbone(drafter.targetHiddenSize).value_or("in another size")));
    if (const auto accepted = refuseQuantised(config); !accepted)
        return std::unexpected(accepted.error());
    drafter.text = readText(config, problems);
    const int layerCount = drafter.text.layerCount();
    const int shared = JsonFields(textPart(config), problems).whole("num_kv_shared_layers", {0, 512}, 0);
    if (shared != 0 && shared != layerCount) // spec 7.1: 0 means all
        problems.add(std::format("{} of {} layers read the model's keys instead of all", shared, layerCount));
    drafter.orderedEmbeddings = fields.flag("use_ordered_embeddings", false);
    if (drafter.orderedEmbeddings) {
        drafter.centroidCount = fields.whole("num_centroids", kVocabularyRange);
        drafter.topCentroids = fields.whole("centroid_intermediate_top_k", kVocabularyRange);
    }
    checkDrafter(drafter, problems);
    if (!problems.empty())
        return std::unexpected(problems.error("The drafter's “config.json”"));
    return drafter;
}

namespace {

/// The text part; a text-only checkpoint has it at the top.
const Json &textPart(const Json &config)
{
    const auto part = config.find("text_config");
    return part != config.end() && part->is_object() ? *part : config;
}

Result<void> refuseOtherModel(const Json &config)
{
    Problems ignored;
    const JsonFields top(config, ignored);
    const JsonFields text(textPart(config), ignored);
    const std::string type = top.text("model_type", kModelType);
    if (type == kDrafterType || type == "gemma4_assistant")
        return failure("The folder holds a drafter, not the model that it drafts for.",
            "Choose the folder of Gemma 4 12B; its drafter is found beside it.");
    const bool experts = text.flag("enable_moe_block", false);
    const bool perLayer = text.whole("hidden_size_per_layer_input", {0, 1 << 20}, 0) != 0;
    if (type.starts_with("gemma4") && (experts || perLayer || (type != kModelType && type != kTextType))) {
        return thisIsAnother(nameOfOtherGemma4({.layerCount = text.whole("num_hidden_layers", kLayerRange, 0),
            .hiddenSize = text.whole("hidden_size", kWidthRange, 0),
            .perLayerEmbeddings = perLayer,
            .experts = experts}));
    }
    if (type == kModelType || type == kTextType)
        return {};
    if (const auto family = familyName(type))
        return thisIsAnother(*family);
    return thisIsAnother(std::format("a model of the kind {}", quotedName(type)));
}

Result<void> refuseQuantised(const Json &config)
{
    std::string method;
    for (const Json *part : {&config, &textPart(config)}) {
        if (part->contains("quantization"))
            method = "MLX";
        const auto settings = part->find("quantization_config");
        if (settings == part->end() || !settings->is_object() || !method.empty())
            continue;
        Problems ignored;
        method = JsonFields(*settings, ignored).text("quant_method", "an unknown method");
    }
    if (method.empty())
        return {};
    const auto known = std::ranges::find(kQuantisers, method, &Quantiser::key);
    return failure(std::format("The folder is quantised with {}, which Alcove does not read.",
                       known == kQuantisers.end() ? quotedName(method) : std::string(known->name)),
        "Choose the unquantised folder, or a GGUF file such as Q4_0 or Q4_K_M.");
}

TextConfig readText(const Json &config, Problems &problems)
{
    const JsonFields fields(textPart(config), problems);
    TextConfig text;
    text.vocabularySize = fields.whole("vocab_size", kVocabularyRange);
    text.hiddenSize = fields.whole("hidden_size", kWidthRange);
    text.feedForwardSize = fields.whole("intermediate_size", kWidthRange);
    text.headCount = fields.whole("num_attention_heads", kHeadRange);
    text.slidingKeyHeads = fields.whole("num_key_value_heads", kHeadRange);
    text.fullKeyHeads = fields.whole("num_global_key_value_heads", kHeadRange, text.slidingKeyHeads);
    text.slidingHeadSize = fields.whole("head_dim", kHeadSizeRange, 256);
    text.fullHeadSize = fields.whole("global_head_dim", kHeadSizeRange, 512);
    text.window = fields.whole("sliding_window", kPositionRange, 1024);
    text.contextLength = fields.whole("max_position_embeddings", kPositionRange, 262'144);
    text.rmsEpsilon = float(fields.real("rms_norm_eps", kEpsilonRange, 1e-6));
    text.logitSoftcap = float(fields.real("final_logit_softcapping", kSoftcapRange, 0.0));
    text.imagesSeeBothWays = fields.text("use_bidirectional_attention", "") == "vision";
    text.embeddingScale = embeddingScale(text.hiddenSize, weightsKind(config));
    readLayers(fields, text, problems);
    readRope(fields, text, problems);
    refuseOtherArithmetic(fields, problems);
    checkText(text, problems);
    return text;
}

/// Settings that the 12B has at one value only; another value means another forward pass.
void refuseOtherArithmetic(const JsonFields &text, Problems &problems)
{
    const auto expectFlag = [&](std::string_view key, bool expected) {
        if (text.flag(key, expected) != expected)
            problems.add(std::format("{} is {}", key, !expected));
    };
    expectFlag("attention_k_eq_v", true);
    expectFlag("attention_bias", false);
    expectFlag("use_double_wide_mlp", false);
    expectFlag("tie_word_embeddings", true);
    if (const auto activation = text.text("hidden_activation", "gelu_pytorch_tanh");
        activation != "gelu_pytorch_tanh")
        problems.add(std::format("hidden_activation is {}", quotedName(activation)));
    if (const auto seeing = text.text("use_bidirectional_attention", "");
        !seeing.empty() && seeing != "vision")
        problems.add(std::format("use_bidirectional_attention is {}", quotedName(seeing))); // spec 2.6: "all"
}

void readLayers(const JsonFields &fields, TextConfig &text, Problems &problems)
{
    const int count = fields.whole("num_hidden_layers", kLayerRange);
    text.layers = usualLayers(count);
    const Json *types = fields.list("layer_types");
    if (!types)
        return;
    if (std::cmp_not_equal(types->size(), count)) {
        problems.add(std::format("layer_types has {} entries for {} layers", types->size(), count));
        return;
    }
    for (size_t i = 0; i < types->size(); ++i) {
        const auto *type = (*types)[i].get_ptr<const std::string *>();
        if (type && *type == "sliding_attention")
            text.layers[i] = LayerKind::Sliding;
        else if (type && *type == "full_attention")
            text.layers[i] = LayerKind::Full;
        else
            return problems.add(std::format("layer_types has something unknown for layer {}", i));
    }
}

void readRope(const JsonFields &fields, TextConfig &text, Problems &problems)
{
    const JsonFields both = fields.part("rope_parameters");
    const JsonFields sliding = both.part("sliding_attention");
    const JsonFields full = both.part("full_attention");
    text.slidingRopeTheta = sliding.real("rope_theta", kThetaRange, 10'000.0);
    text.fullRopeTheta = full.real("rope_theta", kThetaRange, 1'000'000.0);
    text.fullRotatedShare = full.real("partial_rotary_factor", kShareRange, 0.25);
    text.fullRopeDivisor = full.real("factor", kThetaRange, 1.0);
    if (const auto type = sliding.text("rope_type", "default"); type != "default")
        problems.add(std::format("sliding layers have the rope_type {}", quotedName(type)));
    if (const auto type = full.text("rope_type", "proportional"); type != "proportional")
        problems.add(std::format("full layers have the rope_type {}", quotedName(type)));
}

WeightsKind weightsKind(const Json &config)
{
    for (const Json *part : {&config, &textPart(config)}) {
        for (const char *key : {"dtype", "torch_dtype"}) {
            Problems ignored;
            const std::string type = JsonFields(*part, ignored).text(key, "");
            if (type == "bfloat16")
                return WeightsKind::Bfloat16;
            if (type == "float16")
                return WeightsKind::Float16;
            if (!type.empty())
                return WeightsKind::Float32;
        }
    }
    return WeightsKind::Float32;
}

std::optional<VisionConfig> readVision(const Json &config, const Json &processor, Problems &problems)
{
    const JsonFields fields = JsonFields(config, problems).part("vision_config");
    if (!fields.exists())
        return std::nullopt;
    VisionConfig vision;
    const int patch = fields.whole("patch_size", {1, 1024}, 16);
    vision.patchSize = patch * fields.whole("pooling_kernel_size", {1, 64}, 3);
    if (vision.patchSize != 48)
        problems.add(std::format("pictures are cut into tiles of {} pixels instead of 48", vision.patchSize));
    vision.embeddingSize = fields.whole("mm_embed_dim", kWidthRange);
    if (fields.whole("output_proj_dims", kWidthRange, vision.embeddingSize) != vision.embeddingSize)
        problems.add("output_proj_dims differs from mm_embed_dim");
    vision.positionCount = fields.whole("mm_posemb_size", {1, 1 << 20}, 1120);
    vision.rmsEpsilon = float(fields.real("rms_norm_eps", kEpsilonRange, 1e-6));
    const JsonFields settings(processor, problems);
    const JsonFields images = settings.part("image_processor");
    const JsonFields &place = images.exists() ? images : settings; // preprocessor_config.json has no level
    vision.defaultBudget = place.whole("max_soft_tokens", {1, 4096}, 280);
    if (!std::ranges::contains(kBudgets, vision.defaultBudget))
        problems.add(std::format(
            "a picture's budget of {} tokens is none of 70, 140, 280, 560, 1120", vision.defaultBudget));
    return vision;
}

std::optional<AudioConfig> readAudio(const Json &config, Problems &problems)
{
    const JsonFields fields = JsonFields(config, problems).part("audio_config");
    if (!fields.exists())
        return std::nullopt;
    AudioConfig audio;
    audio.frameSize = fields.whole("audio_embed_dim", {1, 1 << 16}, 640);
    if (fields.whole("audio_samples_per_token", {1, 1 << 16}, audio.frameSize) != audio.frameSize)
        problems.add("audio_samples_per_token differs from audio_embed_dim");
    audio.rmsEpsilon = float(fields.real("rms_norm_eps", kEpsilonRange, 1e-6));
    return audio;
}

SamplingDefaults readSampling(
    const Json &config, const Json &generation, const TextConfig &text, Problems &problems)
{
    const JsonFields fields(generation, problems);
    const JsonFields top(config, problems);
    SamplingDefaults sampling;
    sampling.temperature = float(fields.real("temperature", kTemperatureRange, 1.0));
    sampling.topK = fields.whole("top_k", kTopKRange, 64);
    sampling.topP = float(fields.real("top_p", kTopPRange, 0.95));
    for (const JsonFields &place : {fields, top, JsonFields(textPart(config), problems)}) {
        if (sampling.stopIds.empty())
            sampling.stopIds = place.ids("eos_token_id");
    }
    if (sampling.stopIds.empty())
        problems.add("eos_token_id is missing");
    sampling.suppressedIds = fields.ids("suppress_tokens");
    if (!fields.has("suppress_tokens")) { // spec 6.7: the model would write closing marks into prose
        for (const char *key : {"eoa_token_index", "eoa_token_id", "eoi_token_id"})
            std::ranges::copy(top.ids(key), std::back_inserter(sampling.suppressedIds));
    }
    checkIds("eos_token_id", sampling.stopIds, text.vocabularySize, problems);
    checkIds("suppress_tokens", sampling.suppressedIds, text.vocabularySize, problems);
    return sampling;
}

} // namespace

} // namespace alcove::inference
