#include "inference/model/tensor_names.h"

#include <array>
#include <format>
#include <utility>
#include <vector>

namespace alcove::inference {

namespace {

using NamePair = std::pair<std::string_view, std::string_view>;

constexpr std::string_view kTextPrefix = "model.language_model.";

// Canonical ending of a layer's tensor -> GGUF's.
constexpr std::array kLayerNames = {
    NamePair{"input_layernorm.weight", "attn_norm.weight"},
    NamePair{"post_attention_layernorm.weight", "post_attention_norm.weight"},
    NamePair{"pre_feedforward_layernorm.weight", "ffn_norm.weight"},
    NamePair{"post_feedforward_layernorm.weight", "post_ffw_norm.weight"},
    NamePair{"layer_scalar", "layer_output_scale.weight"},
    NamePair{"self_attn.q_proj.weight", "attn_q.weight"},
    NamePair{"self_attn.k_proj.weight", "attn_k.weight"},
    NamePair{"self_attn.v_proj.weight", "attn_v.weight"},
    NamePair{"self_attn.o_proj.weight", "attn_output.weight"},
    NamePair{"self_attn.q_norm.weight", "attn_q_norm.weight"},
    NamePair{"self_attn.k_norm.weight", "attn_k_norm.weight"},
    NamePair{"mlp.gate_proj.weight", "ffn_gate.weight"},
    NamePair{"mlp.up_proj.weight", "ffn_up.weight"},
    NamePair{"mlp.down_proj.weight", "ffn_down.weight"},
};

// Whole canonical names, without the text prefix -> GGUF's.
constexpr std::array kGgufNames = {
    NamePair{"embed_tokens.weight", "token_embd.weight"},
    NamePair{"norm.weight", "output_norm.weight"},
    NamePair{"lm_head.weight", "output.weight"},
    NamePair{"pre_projection.weight", "nextn.pre_projection.weight"},
    NamePair{"post_projection.weight", "nextn.post_projection.weight"},
    NamePair{"masked_embedding.centroids.weight", "masked_embd_centroids.weight"},
    NamePair{"masked_embedding.token_ordering", "masked_embd_ordering"},
    NamePair{"model.embed_vision.patch_ln1.weight", "v.patch_norm.1.weight"},
    NamePair{"model.embed_vision.patch_ln1.bias", "v.patch_norm.1.bias"},
    NamePair{"model.embed_vision.patch_dense.weight", "v.patch_embd.weight"},
    NamePair{"model.embed_vision.patch_dense.bias", "v.patch_embd.bias"},
    NamePair{"model.embed_vision.patch_ln2.weight", "v.patch_norm.2.weight"},
    NamePair{"model.embed_vision.patch_ln2.bias", "v.patch_norm.2.bias"},
    NamePair{"model.embed_vision.pos_embedding", "v.position_embd.weight"},
    NamePair{"model.embed_vision.pos_norm.weight", "v.patch_norm.3.weight"},
    NamePair{"model.embed_vision.pos_norm.bias", "v.patch_norm.3.bias"},
    NamePair{
        "model.embed_vision.multimodal_embedder.embedding_projection.weight", "mm.input_projection.weight"},
    NamePair{"model.embed_audio.embedding_projection.weight", "mm.a.input_projection.weight"},
};

/// The name without the prefix of a text tensor; a drafter's names have "model." alone.
std::string_view withoutTextPrefix(std::string_view name)
{
    if (name.starts_with(kTextPrefix))
        return name.substr(kTextPrefix.size());
    if (name.starts_with("model.") && !name.starts_with("model.embed_vision.") &&
        !name.starts_with("model.embed_audio."))
        return name.substr(std::string_view("model.").size());
    return name;
}

std::string ggufName(std::string_view canonicalName)
{
    const std::string_view name = withoutTextPrefix(canonicalName);
    for (const auto &[canonical, gguf] : kGgufNames)
        if (name == canonical)
            return std::string(gguf);
    if (name.starts_with("layers.")) {
        const std::string_view rest = name.substr(std::string_view("layers.").size());
        const size_t dot = rest.find('.');
        for (const auto &[canonical, gguf] : kLayerNames)
            if (rest.substr(dot + 1) == canonical)
                return std::format("blk.{}.{}", rest.substr(0, dot), gguf);
    }
    return std::string(name);
}

/// Every spelling of a canonical name that published folders use, the canonical one first.
std::vector<std::string> huggingFaceNames(std::string_view canonicalName)
{
    std::vector<std::string> names = {std::string(canonicalName)};
    if (canonicalName.starts_with(kTextPrefix))
        names.push_back("model." + std::string(withoutTextPrefix(canonicalName)));
    constexpr std::string_view kVision = "model.embed_vision.";
    constexpr std::string_view kProjection = "multimodal_embedder.embedding_projection.weight";
    if (canonicalName.starts_with(kVision)) {
        const std::string_view rest = canonicalName.substr(kVision.size());
        names.push_back(rest == kProjection ? "model.embed_vision.embedding_projection.weight"
                                            : "model.vision_embedder." + std::string(rest));
    }
    return names;
}

} // namespace

const Tensor *TensorNames::find(std::string_view canonicalName) const
{
    if (m_style == TensorStyle::Gguf)
        return m_table.find(ggufName(canonicalName));
    for (const std::string &name : huggingFaceNames(canonicalName))
        if (const Tensor *tensor = m_table.find(name))
            return tensor;
    return nullptr;
}

std::string TensorNames::nameInFile(std::string_view canonicalName) const
{
    return m_style == TensorStyle::Gguf ? ggufName(canonicalName) : std::string(canonicalName);
}

} // namespace alcove::inference
