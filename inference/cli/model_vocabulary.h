#pragma once

#include "inference/result.h"
#include "inference/text/tokenizer.h"

#include <filesystem>

namespace alcove::inference {

/// The tokenizer of a model, a GGUF file or a Hugging Face folder, without its weights or numbers.
[[nodiscard]] Result<Tokenizer> readVocabulary(const std::filesystem::path &model);

} // namespace alcove::inference
