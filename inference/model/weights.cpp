#include "inference/model/weights.h"

#include "inference/media/picture_patches.h"

#include <cmath>
#include <cstring>
#include <format>
#include <string>

namespace alcove::inference {

namespace {

constexpr size_t kMostProblemsShown = 8;

std::string shapeText(const std::vector<int64_t> &shape)
{
    std::string text = "[";
    for (const int64_t size : shape)
        text += std::format("{}{}", text.size() > 1 ? ", " : "", size);
    return text + "]";
}

/// Takes tensors by name, checks their shapes and remembers everything that is wrong.
class WeightReader {
public:
    explicit WeightReader(const TensorNames &names) : m_names(names) {}

    bool has(const std::string &name) const { return m_names.find(name) != nullptr; }

    WeightMatrix matrix(const std::string &name, int64_t rows, int64_t columns)
    {
        const Tensor *tensor = checked(name, {rows, columns});
        if (!tensor)
            return {};
        return {.type = tensor->type, .rows = rows, .columns = columns, .data = tensor->bytes.data()};
    }

    std::vector<float> vector(const std::string &name, std::vector<int64_t> shape)
    {
        const Tensor *tensor = checked(name, std::move(shape));
        return tensor ? values(*tensor) : std::vector<float>();
    }

    float scalar(const std::string &name)
    {
        const std::vector<float> one = vector(name, {1});
        return one.empty() ? 1.0F : one.front();
    }

    /// The tensor if it has this shape; otherwise null, and the problem is noted.
    const Tensor *checked(const std::string &name, std::vector<int64_t> shape)
    {
        const Tensor *tensor = m_names.find(name);
        if (!tensor) {
            m_problems.push_back(std::format("{} is missing", m_names.nameInFile(name)));
            return nullptr;
        }
        if (tensor->shape != shape) {
            m_problems.push_back(std::format(
                "{} is {} instead of {}", tensor->name, shapeText(tensor->shape), shapeText(shape)));
            return nullptr;
        }
        return tensor;
    }

    static std::vector<float> values(const Tensor &tensor)
    {
        std::vector<float> out(size_t(tensor.elementCount()));
        dequantize(tensor.type, tensor.bytes, out);
        return out;
    }

    void note(std::string problem) { m_problems.push_back(std::move(problem)); }

    template <typename T>
    Result<T> finish(T value, std::string_view what)
    {
        if (m_problems.empty())
            return value;
        std::string list;
        for (size_t i = 0; i < m_problems.size() && i < kMostProblemsShown; ++i)
            list += (i ? "; " : "") + m_problems[i];
        if (m_problems.size() > kMostProblemsShown)
            list += std::format("; and {} more", m_problems.size() - kMostProblemsShown);
        return failure(std::format("The weights of {} do not fit its description: {}.", what, list),
            "The file is incomplete or of another model; copy it again from where it came.");
    }

private:
    const TensorNames &m_names;
    std::vector<std::string> m_problems;
};

/// Which projections a stack of layers has of its own.
enum class Projections { QueryKeyValue, QueryOnly };

LayerWeights readLayer(WeightReader &reader, const TextConfig &config, int layer, const std::string &prefix,
    Projections projections)
{
    const int64_t hidden = config.hiddenSize;
    const int64_t inner = config.feedForwardSize;
    const int64_t headSize = config.headSize(layer);
    const int64_t queries = config.headCount * headSize;
    const int64_t keys = config.keyHeads(layer) * headSize;
    const std::string name = std::format("{}layers.{}.", prefix, layer);

    LayerWeights weights;
    weights.inputNorm = reader.vector(name + "input_layernorm.weight", {hidden});
    weights.postAttentionNorm = reader.vector(name + "post_attention_layernorm.weight", {hidden});
    weights.preFeedForwardNorm = reader.vector(name + "pre_feedforward_layernorm.weight", {hidden});
    weights.postFeedForwardNorm = reader.vector(name + "post_feedforward_layernorm.weight", {hidden});
    weights.scalar = reader.scalar(name + "layer_scalar");
    weights.query = reader.matrix(name + "self_attn.q_proj.weight", queries, hidden);
    weights.queryNorm = reader.vector(name + "self_attn.q_norm.weight", {headSize});
    if (projections == Projections::QueryKeyValue) {
        weights.key = reader.matrix(name + "self_attn.k_proj.weight", keys, hidden);
        weights.keyNorm = reader.vector(name + "self_attn.k_norm.weight", {headSize});
        if (config.layers[size_t(layer)] == LayerKind::Sliding)
            weights.value = reader.matrix(name + "self_attn.v_proj.weight", keys, hidden);
    }
    weights.attentionOutput = reader.matrix(name + "self_attn.o_proj.weight", hidden, queries);
    weights.gate = reader.matrix(name + "mlp.gate_proj.weight", inner, hidden);
    weights.up = reader.matrix(name + "mlp.up_proj.weight", inner, hidden);
    weights.down = reader.matrix(name + "mlp.down_proj.weight", hidden, inner);
    return weights;
}

TextWeights readStack(
    WeightReader &reader, const TextConfig &config, const std::string &prefix, Projections projections)
{
    TextWeights weights;
    weights.embedding =
        reader.matrix(prefix + "embed_tokens.weight", config.vocabularySize, config.hiddenSize);
    weights.head = weights.embedding;
    weights.finalNorm = reader.vector(prefix + "norm.weight", {config.hiddenSize});
    for (int layer = 0; layer < config.layerCount(); ++layer)
        weights.layers.push_back(readLayer(reader, config, layer, prefix, projections));
    return weights;
}

Positions readPositions(WeightReader &reader, const VisionConfig &config, TensorStyle style)
{
    const int64_t places = config.positionCount;
    const int64_t size = config.embeddingSize;
    const std::vector<int64_t> shape = style == TensorStyle::Gguf ? std::vector<int64_t>{2, places, size}
                                                                  : std::vector<int64_t>{places, 2, size};
    const Tensor *tensor = reader.checked("model.embed_vision.pos_embedding", shape);
    if (!tensor)
        return {};
    return {
        .table = {.type = tensor->type, .rows = 2 * places, .columns = size, .data = tensor->bytes.data()},
        .style = style};
}

/// Ids stored as any of the float types or as int32 under F32's size: small whole numbers.
std::vector<int32_t> readOrdering(WeightReader &reader, int64_t count)
{
    std::vector<int32_t> ordering;
    for (const float value : reader.vector("masked_embedding.token_ordering", {count})) {
        if (!(value >= 0.0F && value < float(count)) || value != std::floor(value)) {
            reader.note("masked_embedding.token_ordering holds numbers that are no token ids");
            return {};
        }
        ordering.push_back(int32_t(value));
    }
    return ordering;
}

} // namespace

void Positions::read(Axis axis, int64_t place, std::span<float> out) const
{
    // The two kinds of file nest axes and places differently (spec 7.6).
    const int64_t row =
        style == TensorStyle::Gguf ? int64_t(axis) * table.rows / 2 + place : 2 * place + int64_t(axis);
    table.dequantizeRows(row, 1, out);
}

Result<TextWeights> readTextWeights(const TensorNames &names, const TextConfig &config)
{
    WeightReader reader(names);
    TextWeights weights = readStack(reader, config, "model.language_model.", Projections::QueryKeyValue);
    // GGUF files may carry an untied head; in a folder lm_head is a copy of the embedding (spec 7.1).
    if (names.style() == TensorStyle::Gguf && reader.has("lm_head.weight"))
        weights.head = reader.matrix("lm_head.weight", config.vocabularySize, config.hiddenSize);
    return reader.finish(std::move(weights), "the model");
}

Result<VisionWeights> readVisionWeights(const TensorNames &names, const VisionConfig &config, int hiddenSize)
{
    const int64_t size = config.embeddingSize;
    const std::string prefix = "model.embed_vision.";
    WeightReader reader(names);
    VisionWeights weights;
    weights.patchNormWeight = reader.vector(prefix + "patch_ln1.weight", {kPatchValues});
    weights.patchNormBias = reader.vector(prefix + "patch_ln1.bias", {kPatchValues});
    weights.patchDense = reader.matrix(prefix + "patch_dense.weight", size, kPatchValues);
    weights.patchDenseBias = reader.vector(prefix + "patch_dense.bias", {size});
    weights.denseNormWeight = reader.vector(prefix + "patch_ln2.weight", {size});
    weights.denseNormBias = reader.vector(prefix + "patch_ln2.bias", {size});
    weights.positions = readPositions(reader, config, names.style());
    weights.positionNormWeight = reader.vector(prefix + "pos_norm.weight", {size});
    weights.positionNormBias = reader.vector(prefix + "pos_norm.bias", {size});
    weights.projection =
        reader.matrix(prefix + "multimodal_embedder.embedding_projection.weight", hiddenSize, size);
    weights.patchOrder =
        names.style() == TensorStyle::Gguf ? PatchOrder::PlanesFirst : PatchOrder::ColourFastest;
    return reader.finish(std::move(weights), "the picture input");
}

Result<AudioWeights> readAudioWeights(const TensorNames &names, const AudioConfig &config, int hiddenSize)
{
    WeightReader reader(names);
    AudioWeights weights;
    weights.projection =
        reader.matrix("model.embed_audio.embedding_projection.weight", hiddenSize, config.frameSize);
    return reader.finish(std::move(weights), "the sound input");
}

Result<DrafterWeights> readDrafterWeights(const TensorNames &names, const DrafterConfig &config)
{
    WeightReader reader(names);
    const int64_t own = config.text.hiddenSize;
    const int64_t target = config.targetHiddenSize;
    DrafterWeights weights;
    weights.text = readStack(reader, config.text, "model.", Projections::QueryOnly);
    weights.preProjection = reader.matrix("pre_projection.weight", own, 2 * target);
    weights.postProjection = reader.matrix("post_projection.weight", target, own);
    if (config.orderedEmbeddings) {
        weights.centroids = reader.matrix("masked_embedding.centroids.weight", config.centroidCount, own);
        weights.tokenOrdering = readOrdering(reader, config.text.vocabularySize);
    }
    return reader.finish(std::move(weights), "the drafter");
}

} // namespace alcove::inference
