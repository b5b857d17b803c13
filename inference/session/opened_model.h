#pragma once

#include "inference/formats/gguf.h"
#include "inference/formats/safetensors.h"
#include "inference/formats/tokenizer_source.h"
#include "inference/model/config.h"
#include "inference/model/model_files.h"
#include "inference/model/tensor_names.h"
#include "inference/result.h"

#include <cstdint>
#include <optional>
#include <span>
#include <variant>

namespace alcove::inference {

/// The files of a model with their headers read and understood; no weight has been touched.
struct OpenedModel {
    using Container = std::variant<GgufFile, SafetensorsFolder>;

    ModelFiles files;
    Container text;
    std::optional<GgufFile> mmproj; ///< GGUF only
    std::optional<Container> drafter;
    ModelConfig config;
    std::optional<DrafterConfig> drafterConfig;

    TensorNames textNames() const;
    TensorNames mediaNames() const;
    TensorNames drafterNames() const;
    std::span<const MappedFile> textFiles() const;
    std::span<const MappedFile> drafterFiles() const;
    std::span<const MappedFile> mmprojFiles() const;
    int64_t weightBytes() const; ///< text and media
    int64_t drafterBytes() const;
    [[nodiscard]] Result<TokenizerSource> readTokenizer() const;
};

/// Blocking (headers only). Fails with the sentence of the first file that is wrong.
[[nodiscard]] Result<OpenedModel> openModel(const ModelChoice &choice);

} // namespace alcove::inference
