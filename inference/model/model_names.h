#pragma once

#include "inference/model/config.h"
#include "inference/result.h"

#include <expected>
#include <optional>
#include <string>
#include <string_view>

namespace alcove::inference {

/// "E4B" for the layers and width of a published Gemma 4 (spec 8); nothing for other numbers.
std::optional<std::string_view> gemma4Size(int64_t layerCount, int64_t hiddenSize);

/// The size whose drafter has this backbone width; nothing for other numbers.
std::optional<std::string_view> gemma4SizeOfBackbone(int64_t hiddenSize);

/// "Llama" for "llama"; nothing for a kind that is not known.
std::optional<std::string_view> familyName(std::string_view modelType);

/// What people read: "Gemma 4 12B" for its dimensions, the demonstration model's name for its own,
/// else ownName.
std::string modelName(const TextConfig &text, std::string_view ownName);
bool isDemonstrationModel(const TextConfig &text);

/// "This is Gemma 4 E4B. Alcove runs Gemma 4 12B."
[[nodiscard]] std::unexpected<Error> thisIsAnother(std::string_view name);

/// The name of a Gemma 4 by its numbers, or words for what it has that the 12B has not.
struct Gemma4Marks {
    int64_t layerCount = 0, hiddenSize = 0;
    bool perLayerEmbeddings = false; ///< or layers that share keys: E2B, E4B
    bool experts = false;            ///< 26B-A4B
};
std::string nameOfOtherGemma4(const Gemma4Marks &marks);

} // namespace alcove::inference
