#include "inference/model/config_gguf_media.h"

#include "inference/formats/quoted.h"
#include "inference/model/config_checks.h"
#include "inference/model/gguf_fields.h"
#include "inference/model/model_names.h"

#include <format>

namespace alcove::inference {

namespace {

constexpr int kTile = 48;                          ///< pixels
constexpr int64_t kTileInputs = kTile * kTile * 3; ///< spec 3.4

Result<void> refuseOtherProjectors(const GgufFile &file);
std::optional<VisionConfig> readVision(const GgufFile &file, int hiddenSize, Problems &problems);
std::optional<AudioConfig> readAudio(const GgufFile &file, int hiddenSize, Problems &problems);

} // namespace

Result<MediaConfig> readGgufMedia(const GgufFile &file, int hiddenSize)
{
    if (const auto accepted = refuseOtherProjectors(file); !accepted)
        return std::unexpected(accepted.error());
    if (const auto accepted = file.checkBlockTypes(); !accepted)
        return std::unexpected(accepted.error());
    Problems problems;
    MediaConfig media;
    media.vision = readVision(file, hiddenSize, problems);
    media.audio = readAudio(file, hiddenSize, problems);
    if (!problems.empty())
        return std::unexpected(problems.error(quotedPath(file.files().front().path())));
    return media;
}

namespace {

/// The sizes with a vision tower name other projectors (spec 8).
Result<void> refuseOtherProjectors(const GgufFile &file)
{
    const std::string fileName = quotedPath(file.files().front().path());
    if (file.architecture() != "clip" && file.architecture() != "gemma4")
        return failure(std::format("{} holds no part for pictures and sound.", fileName),
            "Choose the mmproj file of Gemma 4 12B, or go on without one.");
    const auto check = [&](std::string_view key, std::string_view expected) -> Result<void> {
        const auto type = file.string(key);
        if (!type || *type == expected)
            return {};
        return failure(std::format("{} belongs to another model: its projector is {} instead of {}.",
                           fileName, quotedName(*type), expected),
            "Choose the mmproj file of Gemma 4 12B, or go on without one.");
    };
    return check("clip.vision.projector_type", "gemma4uv").and_then([&] {
        return check("clip.audio.projector_type", "gemma4ua");
    });
}

std::optional<VisionConfig> readVision(const GgufFile &file, int hiddenSize, Problems &problems)
{
    const Tensor *patches = file.tensors().find("v.patch_embd.weight");
    if (!patches)
        return std::nullopt;
    const GgufFields fields(file, "clip.vision.", problems);
    const Tensor *positions = file.tensors().find("v.position_embd.weight");
    const Tensor *projection = file.tensors().find("mm.input_projection.weight");
    VisionConfig vision;
    vision.patchSize =
        fields.whole("patch_size", {1, 1024}, 16) * fields.whole("projector.scale_factor", {1, 64}, 3);
    vision.rmsEpsilon = float(fields.real("attention.layer_norm_epsilon", kEpsilonRange, 1e-6));
    vision.embeddingSize =
        problems.whole("the number of rows of v.patch_embd.weight", {true, patches->rows()}, kWidthRange);
    if (vision.patchSize != kTile || patches->columns() != kTileInputs)
        problems.add(std::format(
            "pictures are cut into tiles of {} values instead of {}", patches->columns(), kTileInputs));
    if (fields.whole("embedding_length", kWidthRange, vision.embeddingSize) != vision.embeddingSize)
        problems.add("clip.vision.embedding_length differs from v.patch_embd.weight");
    // [2, places, width] in PyTorch's order: the table of columns, then the table of rows (spec 7.6).
    if (!positions || positions->shape.size() != 3 || positions->shape[0] != 2 ||
        positions->columns() != vision.embeddingSize)
        problems.add("v.position_embd.weight has not two tables of places");
    else
        vision.positionCount =
            problems.whole("the number of places", {true, positions->shape[1]}, {1, 1 << 20});
    if (!projection || projection->rows() != hiddenSize || projection->columns() != vision.embeddingSize)
        problems.add(std::format("pictures are not made for a model of width {}", hiddenSize));
    return vision;
}

std::optional<AudioConfig> readAudio(const GgufFile &file, int hiddenSize, Problems &problems)
{
    const Tensor *projection = file.tensors().find("mm.a.input_projection.weight");
    if (!projection)
        return std::nullopt;
    const GgufFields fields(file, "clip.audio.", problems);
    AudioConfig audio;
    // From the tensor: early converters wrote wrong numbers into the keys (spec 7.6).
    audio.frameSize =
        problems.whole("the length of a sound frame", {true, projection->columns()}, {1, 1 << 16});
    audio.rmsEpsilon = float(fields.real("attention.layer_norm_epsilon", kEpsilonRange, 1e-6));
    if (projection->rows() != hiddenSize)
        problems.add(std::format("sound is not made for a model of width {}", hiddenSize));
    return audio;
}

} // namespace

} // namespace alcove::inference
