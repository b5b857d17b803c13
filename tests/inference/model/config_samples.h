#pragma once

#include "inference/model/config.h"

#include "tests/inference/formats/gguf_bytes.h"
#include "tests/inference/formats/scratch_folder.h"

#include <QtTest>

#include <nlohmann/json.hpp>

#include <functional>

// What the tests of configurations start from: right ones, to be changed in one place each.

using Json = nlohmann::json;
using Change = std::function<void(Json &)>;
using Fill = std::function<void(GgufBytes &)>;

Q_DECLARE_METATYPE(Change)
Q_DECLARE_METATYPE(Fill)

inline constexpr auto kSliding = alcove::inference::LayerKind::Sliding;
inline constexpr auto kFull = alcove::inference::LayerKind::Full;

inline Json parsed(const std::filesystem::path &path)
{
    return Json::parse(fileContent(path));
}

/// The numbers of the 12B (spec 7.1).
inline Json realConfig()
{
    Json text = {{"model_type", "gemma4_unified_text"}, {"vocab_size", 262'144}, {"hidden_size", 3840},
        {"intermediate_size", 15'360}, {"num_hidden_layers", 48}, {"num_attention_heads", 16},
        {"num_key_value_heads", 8}, {"num_global_key_value_heads", 1}, {"attention_k_eq_v", true},
        {"final_logit_softcapping", 30.0}, {"use_bidirectional_attention", "vision"}};
    return {{"model_type", "gemma4_unified"}, {"dtype", "bfloat16"}, {"text_config", text},
        {"eos_token_id", {1, 106, 50}}, {"eoi_token_id", 258'882}, {"eoa_token_index", 258'883}};
}

inline Json smallConfig()
{
    return parsed(ALCOVE_GOLDEN_DIR "/configs.json")["models"]["tiny-media"];
}

/// A right text file of two layers: width 8, heads of 4 and 8, vocabulary of 6.
inline GgufBytes smallGguf(const std::function<void(GgufBytes &)> &more = [](GgufBytes &) {})
{
    GgufBytes bytes;
    more(bytes);
    const auto number = [&](const char *key, uint32_t value) {
        if (!bytes.has(key))
            bytes.key(key, value);
    };
    number("gemma4.block_count", 2);
    number("gemma4.context_length", 100);
    number("gemma4.embedding_length", 8);
    number("gemma4.feed_forward_length", 16);
    number("gemma4.attention.head_count", 4);
    number("gemma4.attention.key_length", 8);
    number("gemma4.attention.value_length", 8);
    number("gemma4.attention.key_length_swa", 4);
    number("gemma4.attention.sliding_window", 5);
    if (!bytes.has("general.architecture"))
        bytes.key("general.architecture", "gemma4");
    if (!bytes.has("gemma4.attention.layer_norm_rms_epsilon"))
        bytes.key("gemma4.attention.layer_norm_rms_epsilon", 1e-5F);
    if (!bytes.has("gemma4.attention.head_count_kv"))
        bytes.key("gemma4.attention.head_count_kv", std::vector<int32_t>{2, 1});
    if (!bytes.has("gemma4.attention.sliding_window_pattern"))
        bytes.flags("gemma4.attention.sliding_window_pattern", {1, 0});
    if (!bytes.has("tokenizer.ggml.tokens"))
        bytes.key("tokenizer.ggml.tokens",
            std::vector<std::string>{"<pad>", "<eos>", "<turn|>", "<image|>", "<audio|>", "a"});
    bytes.floats("token_embd.weight", {8, 6}, std::vector<float>(48));
    return bytes;
}

inline QString sentence(const alcove::inference::Error &error)
{
    return QString::fromStdString(error.what);
}
