#pragma once

#include "inference/formats/gguf.h"
#include "inference/model/config.h"

#include <optional>

namespace alcove::inference {

struct MediaConfig {
    std::optional<VisionConfig> vision;
    std::optional<AudioConfig> audio;
};

/// The picture and sound parts of an mmproj file, or of a text file that carries them too; both
/// absent if the file has no such tensors. Fails if they belong to a model of another width.
[[nodiscard]] Result<MediaConfig> readGgufMedia(const GgufFile &file, int hiddenSize);

} // namespace alcove::inference
