#include "inference/cli/synthetic_model.h"

#include "inference/cli/synthetic_keys.h"

#include <algorithm>
#include <cmath>
#include <format>
#include <string>
#include <string_view>

namespace alcove::inference {

namespace {

// How loud the parts are. Matrices keep the size of what they are given. With k_norm at 0.1 scores have
// a deviation of about 2 (there is no 1/sqrt(d), spec 2.2), and with this token table logits of about 3.
constexpr float kKeyNorm = 0.1F;
constexpr float kLogitDeviation = 3.0F;
constexpr int64_t kPiecesAtATime = 16;

SyntheticStack textStack(const SyntheticShape &shape);
SyntheticStack drafterStack(const SyntheticShape &shape);
template <typename TypeOf>
void addStack(SyntheticTensors &tensors, const SyntheticShape &shape, const SyntheticStack &stack,
    const TypeOf &typeOf);
template <typename TypeOf>
void addLayer(SyntheticTensors &tensors, const SyntheticShape &shape, const SyntheticStack &stack,
    int64_t layer, const TypeOf &typeOf);
SyntheticTensor matrix(std::string name, BlockType type, int64_t rows, int64_t columns);
SyntheticTensor numbers(std::string name, std::vector<int64_t> shape, float mean, float deviation);
BlockType mixedType(std::string_view part, int64_t layer, const SyntheticShape &shape);
uint32_t fileTypeId(SyntheticBlocks blocks);
void announce(GgufWriter &writer, const SyntheticTensors &tensors);

} // namespace

SyntheticTensors describeSyntheticText(GgufWriter &writer, const SyntheticShape &shape,
    SyntheticBlocks blocks, const SyntheticVocabulary &vocabulary)
{
    writer.key("general.architecture", "gemma4");
    writer.key("general.type", "model");
    writer.key("general.name", "Gemma 4 12B synthetic");
    writer.key("general.file_type", fileTypeId(blocks));
    writer.key("general.quantization_version", uint32_t(2));
    putStackKeys(writer, shape, textStack(shape));
    writer.key("gemma4.final_logit_softcapping", 30.0F);
    putVocabularyKeys(writer, vocabulary);
    const auto typeOf = [&](std::string_view part, int64_t layer) {
        switch (blocks) {
        case SyntheticBlocks::Q4_0:
            return part == "token_embd" ? BlockType::Q6_K : BlockType::Q4_0;
        case SyntheticBlocks::Q8_0:
            return BlockType::Q8_0;
        case SyntheticBlocks::Q6_K:
            return BlockType::Q6_K;
        case SyntheticBlocks::BF16:
            return BlockType::BF16;
        case SyntheticBlocks::Q4_K_M:
            break;
        }
        return mixedType(part, layer, shape);
    };
    SyntheticTensors tensors;
    addStack(tensors, shape, textStack(shape), typeOf);
    announce(writer, tensors);
    return tensors;
}

SyntheticTensors describeSyntheticDrafter(
    GgufWriter &writer, const SyntheticShape &shape, const SyntheticVocabulary &vocabulary)
{
    writer.key("general.architecture", "gemma4-assistant");
    writer.key("general.type", "model");
    writer.key("general.name", "Gemma 4 12B synthetic drafter");
    writer.key("general.file_type", fileTypeId(SyntheticBlocks::Q8_0));
    writer.key("general.quantization_version", uint32_t(2));
    putStackKeys(writer, shape, drafterStack(shape));
    writer.key("gemma4-assistant.embedding_length_out", uint32_t(shape.hidden));
    writer.key("gemma4-assistant.nextn_predict_layers", uint32_t(shape.drafterLayers));
    putVocabularyKeys(writer, vocabulary);
    SyntheticTensors tensors;
    addStack(tensors, shape, drafterStack(shape), [](std::string_view, int64_t) { return BlockType::Q8_0; });
    tensors.push_back(
        matrix("nextn.pre_projection.weight", BlockType::Q8_0, shape.drafterHidden, 2 * shape.hidden));
    tensors.push_back(
        matrix("nextn.post_projection.weight", BlockType::Q8_0, shape.hidden, shape.drafterHidden));
    announce(writer, tensors);
    return tensors;
}

SyntheticTensors describeSyntheticMedia(GgufWriter &writer, const SyntheticShape &shape)
{
    constexpr int64_t kTileValues = 48 * 48 * 3;
    constexpr int64_t kFrameSamples = 640;
    const int64_t hidden = shape.hidden;
    writer.key("general.architecture", "clip");
    writer.key("general.type", "mmproj");
    writer.key("general.name", "Gemma 4 12B synthetic mmproj");
    writer.key("general.file_type", fileTypeId(SyntheticBlocks::BF16));
    putMediaKeys(writer, hidden, kFrameSamples);

    SyntheticTensors tensors;
    const auto addNorm = [&tensors](const std::string &name, int64_t size) {
        tensors.push_back(numbers(name + ".weight", {size}, 1, 0.1F));
        tensors.push_back(numbers(name + ".bias", {size}, 0, 0.1F));
    };
    addNorm("v.patch_norm.1", kTileValues);
    tensors.push_back(matrix("v.patch_embd.weight", BlockType::F32, hidden, kTileValues));
    tensors.push_back(numbers("v.patch_embd.bias", {hidden}, 0, 0.1F));
    addNorm("v.patch_norm.2", hidden);
    tensors.push_back(numbers("v.position_embd.weight", {2, shape.picturePlaces, hidden}, 0, 0.5F));
    addNorm("v.patch_norm.3", hidden);
    tensors.push_back(matrix("mm.input_projection.weight", BlockType::BF16, hidden, hidden));
    tensors.push_back(matrix("mm.a.input_projection.weight", BlockType::BF16, hidden, kFrameSamples));
    announce(writer, tensors);
    return tensors;
}

Result<void> writeSyntheticFile(GgufWriter writer, const SyntheticTensors &tensors, ThreadPool &pool,
    const std::function<void(int64_t)> &written, const std::stop_token &stop)
{
    if (Result<void> started = writer.startData(); !started)
        return started;
    std::vector<std::byte> buffer;
    for (const SyntheticTensor &tensor : tensors) {
        const int64_t elements = tensor.elementCount();
        for (int64_t first = 0; first < elements; first += kPiecesAtATime * kSyntheticPiece) {
            if (stop.stop_requested())
                return failure("Writing was stopped.");
            const int64_t count = std::min(kPiecesAtATime * kSyntheticPiece, elements - first);
            buffer.resize(size_t(rowBytes(tensor.type, count)));
            pool.forItems((count + kSyntheticPiece - 1) / kSyntheticPiece, [&](int64_t item) {
                const int64_t begin = item * kSyntheticPiece;
                const int64_t length = std::min(kSyntheticPiece, count - begin);
                fillSynthetic(tensor, first / kSyntheticPiece + item,
                    std::span(buffer).subspan(
                        size_t(rowBytes(tensor.type, begin)), size_t(rowBytes(tensor.type, length))));
            });
            if (Result<void> wrote = writer.write(buffer); !wrote)
                return wrote;
            written(std::ssize(buffer));
        }
    }
    return writer.finish();
}

namespace {

SyntheticStack textStack(const SyntheticShape &shape)
{
    return {.prefix = "gemma4.",
        .layers = shape.layers,
        .hidden = shape.hidden,
        .feedForward = shape.feedForward,
        .keys = SyntheticStack::Keys::Own};
}

SyntheticStack drafterStack(const SyntheticShape &shape)
{
    return {.prefix = "gemma4-assistant.",
        .layers = shape.drafterLayers,
        .hidden = shape.drafterHidden,
        .feedForward = shape.drafterFeedForward,
        .keys = SyntheticStack::Keys::OfTheModel};
}

/// Spec 7.6. typeOf(part, layer) is the block type of a matrix.
template <typename TypeOf>
void addStack(
    SyntheticTensors &tensors, const SyntheticShape &shape, const SyntheticStack &stack, const TypeOf &typeOf)
{
    tensors.push_back(
        matrix("token_embd.weight", typeOf("token_embd", 0), kSyntheticVocabularySize, stack.hidden));
    tensors.back().values.deviation *= kLogitDeviation;
    tensors.push_back({.name = "rope_freqs.weight",
        .type = BlockType::F32,
        .shape = {shape.fullHeadSize / 2},
        .values = {.kind = SyntheticValues::Kind::RopeFactors}});
    for (int64_t layer = 0; layer < stack.layers; ++layer)
        addLayer(tensors, shape, stack, layer, typeOf);
    // Of both signs: the head is the token table, and what is left of a token's own embedding in the
    // stream would make every answer its last token again and again.
    tensors.push_back(numbers("output_norm.weight", {stack.hidden}, 0, 1));
}

template <typename TypeOf>
void addLayer(SyntheticTensors &tensors, const SyntheticShape &shape, const SyntheticStack &stack,
    int64_t layer, const TypeOf &typeOf)
{
    const int64_t headSize = stack.isFull(layer) ? shape.fullHeadSize : shape.slidingHeadSize;
    const int64_t queries = shape.heads * headSize;
    const int64_t keys = headSize * (stack.isFull(layer) ? shape.fullKeyHeads : shape.slidingKeyHeads);
    const auto add = [&](const char *part, int64_t rows, int64_t columns) {
        tensors.push_back(
            matrix(std::format("blk.{}.{}.weight", layer, part), typeOf(part, layer), rows, columns));
    };
    const auto addNumbers = [&](const char *part, int64_t size, float mean, float deviation) {
        tensors.push_back(numbers(std::format("blk.{}.{}.weight", layer, part), {size}, mean, deviation));
    };
    for (const char *norm : {"attn_norm", "post_attention_norm", "ffn_norm", "post_ffw_norm"})
        addNumbers(norm, stack.hidden, 1, 0.1F);
    addNumbers("attn_q_norm", headSize, 1, 0.1F);
    addNumbers("layer_output_scale", 1, 0.5F, 0.4F / std::sqrt(3.0F)); // 0.1 to 0.9
    add("attn_q", queries, stack.hidden);
    if (stack.keys == SyntheticStack::Keys::Own) {
        addNumbers("attn_k_norm", headSize, kKeyNorm, kKeyNorm / 10);
        add("attn_k", keys, stack.hidden);
        if (!stack.isFull(layer))
            add("attn_v", keys, stack.hidden);
    }
    add("attn_output", stack.hidden, queries);
    add("ffn_gate", stack.feedForward, stack.hidden);
    add("ffn_up", stack.feedForward, stack.hidden);
    add("ffn_down", stack.hidden, stack.feedForward);
}

SyntheticTensor matrix(std::string name, BlockType type, int64_t rows, int64_t columns)
{
    return {.name = std::move(name),
        .type = type,
        .shape = {rows, columns},
        .values = {.mean = 0, .deviation = 1.0F / std::sqrt(float(columns))}};
}

SyntheticTensor numbers(std::string name, std::vector<int64_t> shape, float mean, float deviation)
{
    return {.name = std::move(name),
        .type = BlockType::F32,
        .shape = std::move(shape),
        .values = {.mean = mean, .deviation = deviation}};
}

/// Q4_K_M: more bits for the table, and for values and down projections in the first and last eighth of
/// the layers and every third between (spec 1: 20 of 40 attn_v, 24 of 48 ffn_down).
BlockType mixedType(std::string_view part, int64_t layer, const SyntheticShape &shape)
{
    const auto isFavoured = [](int64_t index, int64_t count) {
        return index < count / 8 || index >= 7 * count / 8 || (index - count / 8) % 3 == 2;
    };
    const bool more = part == "token_embd" || (part == "ffn_down" && isFavoured(layer, shape.layers)) ||
                      (part == "attn_v" && isFavoured(layer - layer / 6, shape.layers - shape.layers / 6));
    return more ? BlockType::Q6_K : BlockType::Q4_K;
}

/// general.file_type, spec 7.5.
uint32_t fileTypeId(SyntheticBlocks blocks)
{
    switch (blocks) {
    case SyntheticBlocks::Q4_0:
        return 2;
    case SyntheticBlocks::Q8_0:
        return 7;
    case SyntheticBlocks::Q4_K_M:
        return 15;
    case SyntheticBlocks::Q6_K:
        return 18;
    case SyntheticBlocks::BF16:
        return 32;
    }
    return 0;
}

void announce(GgufWriter &writer, const SyntheticTensors &tensors)
{
    for (const SyntheticTensor &tensor : tensors)
        writer.addTensor(tensor.name, tensor.type, tensor.shape);
}

} // namespace

} // namespace alcove::inference
