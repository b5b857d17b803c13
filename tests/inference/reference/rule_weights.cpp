#include "tests/inference/reference/rule_weights.h"

#include "inference/media/picture_patches.h"

#include <bit>
#include <cmath>
#include <format>
#include <span>

namespace alcove::inference {

RuleTensor::RuleTensor(std::string_view name, const std::vector<int64_t> &shape) : m_kind(kindOf(name))
{
    m_seed = 0xCBF29CE484222325ULL;
    for (const char byte : name)
        m_seed = (m_seed ^ uint64_t(uint8_t(byte))) * 0x100000001B3ULL;
    m_exponent = int(std::bit_width(uint64_t(shape.back()))) - 1;
    for (const int64_t size : shape)
        m_count *= size;
}

RuleTensor::Kind RuleTensor::kindOf(std::string_view name)
{
    if (name.ends_with("token_ordering"))
        return Kind::Permutation;
    if (name == "model.language_model.norm.weight" || name == "model.norm.weight")
        return Kind::Signed;
    if (name.ends_with("k_norm.weight"))
        return Kind::SmallGain;
    if (name.ends_with("layer_scalar") || name.ends_with("patch_ln1.weight") ||
        name.ends_with("patch_ln2.weight"))
        return Kind::Gain;
    if (name.ends_with(".weight")) {
        const std::string_view module = name.substr(0, name.rfind('.'));
        const std::string_view own = module.substr(module.rfind('.') + 1);
        if (own.find("norm") != std::string_view::npos)
            return Kind::Gain;
    }
    if (name.ends_with(".bias"))
        return Kind::Small;
    if (name.ends_with("pos_embedding"))
        return Kind::Unit;
    return name.ends_with("embed_tokens.weight") ? Kind::Embedding : Kind::Matrix;
}

float RuleTensor::value(int64_t index) const
{
    if (m_kind == Kind::Permutation)
        return float((5 * index + 3) % m_count);
    uint64_t z = m_seed + uint64_t(index + 1) * 0x9E3779B97F4A7C15ULL;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    z ^= z >> 31;
    const float t = float(z >> 57);
    const float centred = 2.0F * t - 127.0F;
    switch (m_kind) {
    case Kind::Signed:
        return centred / 64.0F;
    case Kind::SmallGain:
        return (1.0F + (t - 64.0F) / 128.0F) / 4.0F;
    case Kind::Gain:
        return 1.0F + (t - 64.0F) / 128.0F;
    case Kind::Small:
        return centred / 128.0F / 4.0F;
    case Kind::Unit:
        return centred / 128.0F;
    case Kind::Embedding:
        return centred / 128.0F * std::ldexp(1.0F, 3 - m_exponent / 2);
    case Kind::Matrix:
    case Kind::Permutation:
        break;
    }
    return centred / 128.0F * std::ldexp(1.0F, 1 - m_exponent / 2);
}

RuleTensors::RuleTensors(const ModelConfig &config)
{
    addStack("model.language_model.", config.text, true);
    const int64_t hidden = config.text.hiddenSize;
    if (config.vision) {
        const std::string prefix = "model.embed_vision.";
        const int64_t size = config.vision->embeddingSize;
        for (const char *end : {".weight", ".bias"}) {
            add(prefix + "patch_ln1" + end, {kPatchValues});
            add(prefix + "patch_ln2" + end, {size});
            add(prefix + "pos_norm" + end, {size});
        }
        add(prefix + "patch_dense.weight", {size, kPatchValues});
        add(prefix + "patch_dense.bias", {size});
        add(prefix + "pos_embedding", {config.vision->positionCount, 2, size});
        add(prefix + "multimodal_embedder.embedding_projection.weight", {hidden, size});
    }
    if (config.audio)
        add("model.embed_audio.embedding_projection.weight", {hidden, config.audio->frameSize});
}

RuleTensors::RuleTensors(const DrafterConfig &config)
{
    addStack("model.", config.text, false);
    add("pre_projection.weight", {config.text.hiddenSize, 2 * int64_t(config.targetHiddenSize)});
    add("post_projection.weight", {config.targetHiddenSize, config.text.hiddenSize});
    if (config.orderedEmbeddings) {
        add("masked_embedding.centroids.weight", {config.centroidCount, config.text.hiddenSize});
        add("masked_embedding.token_ordering", {config.text.vocabularySize});
    }
}

void RuleTensors::add(const std::string &name, std::vector<int64_t> shape)
{
    const RuleTensor rule(name, shape);
    int64_t count = 1;
    for (const int64_t size : shape)
        count *= size;
    std::vector<float> &values = m_values.emplace_back(size_t(count));
    for (int64_t i = 0; i < count; ++i)
        values[size_t(i)] = rule.value(i);
    const bool inserted = m_table.insert({.name = name,
        .type = BlockType::F32,
        .shape = std::move(shape),
        .bytes = std::as_bytes(std::span<const float>(values))});
    if (!inserted)
        std::abort();
}

void RuleTensors::addStack(const std::string &prefix, const TextConfig &config, bool ownKeys)
{
    const int64_t hidden = config.hiddenSize;
    add(prefix + "embed_tokens.weight", {config.vocabularySize, hidden});
    add(prefix + "norm.weight", {hidden});
    for (int layer = 0; layer < config.layerCount(); ++layer) {
        const std::string name = std::format("{}layers.{}.", prefix, layer);
        const int64_t size = config.headSize(layer);
        const int64_t queries = config.headCount * size;
        const int64_t keys = config.keyHeads(layer) * size;
        for (const char *norm : {"input_layernorm", "post_attention_layernorm", "pre_feedforward_layernorm",
                 "post_feedforward_layernorm"})
            add(name + norm + ".weight", {hidden});
        add(name + "layer_scalar", {1});
        add(name + "self_attn.q_proj.weight", {queries, hidden});
        add(name + "self_attn.q_norm.weight", {size});
        add(name + "self_attn.o_proj.weight", {hidden, queries});
        if (ownKeys) {
            add(name + "self_attn.k_proj.weight", {keys, hidden});
            add(name + "self_attn.k_norm.weight", {size});
            if (config.layers[size_t(layer)] == LayerKind::Sliding)
                add(name + "self_attn.v_proj.weight", {keys, hidden});
        }
        add(name + "mlp.gate_proj.weight", {config.feedForwardSize, hidden});
        add(name + "mlp.up_proj.weight", {config.feedForwardSize, hidden});
        add(name + "mlp.down_proj.weight", {hidden, config.feedForwardSize});
    }
}

} // namespace alcove::inference
