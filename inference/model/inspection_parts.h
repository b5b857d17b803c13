#pragma once

#include "inference/formats/tokenizer_source.h"
#include "inference/model/config.h"
#include "inference/model/inspection.h"
#include "inference/result.h"

#include <filesystem>

namespace alcove::inference {

[[nodiscard]] Result<Inspection> inspectGguf(const std::filesystem::path &file);
[[nodiscard]] Result<Inspection> inspectFolder(const std::filesystem::path &folder);

/// What both kinds of file have in common.
void addModel(Inspection &inspection, const Result<ModelConfig> &model);
void addDrafter(Inspection &inspection, const Result<DrafterConfig> &drafter);
void addTokenizer(Inspection &inspection, const Result<TokenizerSource> &tokenizer);
void addTensor(Inspection &inspection, InspectedTensor tensor);

inline constexpr size_t kLongestShownName = 256;
inline constexpr size_t kLongestShownValue = 100;

} // namespace alcove::inference
