#pragma once

#include "inference/formats/tensor_table.h"

#include <string>
#include <string_view>

namespace alcove::inference {

/// In which style a file names its tensors.
enum class TensorStyle { HuggingFace, Gguf };

/// Finds tensors by their canonical name (spec A.3: the Hugging Face name with the prefix
/// "model.language_model.") in a file of either style, old and new spellings alike (spec 7.1, 7.6).
class TensorNames {
public:
    TensorNames(const TensorTable &table, TensorStyle style) : m_table(table), m_style(style) {}

    const Tensor *find(std::string_view canonicalName) const; ///< null if there is none
    /// The name to show in a message: as it would stand in this file.
    std::string nameInFile(std::string_view canonicalName) const;
    TensorStyle style() const { return m_style; }

private:
    const TensorTable &m_table;
    TensorStyle m_style;
};

} // namespace alcove::inference
