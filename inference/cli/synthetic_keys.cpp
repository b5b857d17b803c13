#include "inference/cli/synthetic_keys.h"

#include <span>
#include <string>
#include <vector>

namespace alcove::inference {

void putStackKeys(GgufWriter &writer, const SyntheticShape &shape, const SyntheticStack &stack)
{
    const auto whole = [&](const char *name, int64_t value) {
        writer.key(stack.prefix + name, uint32_t(value));
    };
    std::vector<int32_t> keyHeads;
    std::vector<bool> sliding;
    for (int64_t layer = 0; layer < stack.layers; ++layer) {
        keyHeads.push_back(int32_t(stack.isFull(layer) ? shape.fullKeyHeads : shape.slidingKeyHeads));
        sliding.push_back(!stack.isFull(layer));
    }
    whole("block_count", stack.layers);
    whole("context_length", shape.contextLength);
    whole("embedding_length", stack.hidden);
    whole("feed_forward_length", stack.feedForward);
    whole("embedding_length_per_layer_input", 0);
    whole("attention.head_count", shape.heads);
    writer.key(stack.prefix + "attention.head_count_kv", std::span<const int32_t>(keyHeads));
    whole("attention.key_length", shape.fullHeadSize);
    whole("attention.value_length", shape.fullHeadSize);
    whole("attention.key_length_swa", shape.slidingHeadSize);
    whole("attention.value_length_swa", shape.slidingHeadSize);
    whole("attention.sliding_window", shape.window);
    writer.key(stack.prefix + "attention.sliding_window_pattern", sliding);
    whole("attention.shared_kv_layers", stack.keys == SyntheticStack::Keys::Own ? 0 : stack.layers);
    writer.key(stack.prefix + "attention.layer_norm_rms_epsilon", 1e-6F);
    writer.key(stack.prefix + "rope.freq_base", 1e6F);
    writer.key(stack.prefix + "rope.freq_base_swa", 1e4F);
    whole("rope.dimension_count", shape.fullHeadSize);
    whole("rope.dimension_count_swa", shape.slidingHeadSize);
}

void putVocabularyKeys(GgufWriter &writer, const SyntheticVocabulary &vocabulary)
{
    constexpr int32_t kOrdinaryType = 1;
    std::vector<float> scores;
    for (const int32_t type : vocabulary.types)
        scores.push_back(type == kOrdinaryType ? 0.0F : -1000.0F);
    writer.key("tokenizer.ggml.model", "gemma4");
    writer.key("tokenizer.ggml.tokens", std::span<const std::string>(vocabulary.pieces));
    writer.key("tokenizer.ggml.scores", std::span<const float>(scores));
    writer.key("tokenizer.ggml.token_type", std::span<const int32_t>(vocabulary.types));
    writer.key("tokenizer.ggml.merges", std::span<const std::string>(vocabulary.merges));
    writer.key("tokenizer.ggml.bos_token_id", uint32_t(2));
    writer.key("tokenizer.ggml.eos_token_id", uint32_t(106));
    writer.key("tokenizer.ggml.unknown_token_id", uint32_t(3));
    writer.key("tokenizer.ggml.padding_token_id", uint32_t(0));
    writer.key("tokenizer.ggml.mask_token_id", uint32_t(4));
    writer.key("tokenizer.ggml.add_bos_token", true);
    writer.key("tokenizer.ggml.add_space_prefix", false);
    writer.key("tokenizer.ggml.suppress_tokens", std::vector<int32_t>{258'883, 258'882});
}

void putMediaKeys(GgufWriter &writer, int64_t hidden, int64_t frameSamples)
{
    writer.key("clip.has_vision_encoder", true);
    writer.key("clip.has_audio_encoder", true);
    for (const std::string part : {"clip.vision.", "clip.audio."}) {
        writer.key(part + "projector_type", part == "clip.vision." ? "gemma4uv" : "gemma4ua");
        writer.key(part + "embedding_length", uint32_t(part == "clip.vision." ? hidden : frameSamples));
        writer.key(part + "projection_dim", uint32_t(hidden));
        writer.key(part + "block_count", uint32_t(0));
        writer.key(part + "feed_forward_length", uint32_t(0));
        writer.key(part + "attention.head_count", uint32_t(1));
        writer.key(part + "attention.layer_norm_epsilon", 1e-6F);
    }
    writer.key("clip.vision.patch_size", uint32_t(16));
    writer.key("clip.vision.image_size", uint32_t(224));
    writer.key("clip.vision.image_mean", std::vector<float>{0, 0, 0});
    writer.key("clip.vision.image_std", std::vector<float>{1, 1, 1});
    writer.key("clip.audio.num_mel_bins", uint32_t(frameSamples));
}

} // namespace alcove::inference
