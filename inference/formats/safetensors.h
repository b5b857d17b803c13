#pragma once

#include "inference/formats/mapped_file.h"
#include "inference/formats/tensor_table.h"
#include "inference/result.h"

#include <filesystem>
#include <vector>

namespace alcove::inference {

/// The safetensors of a Hugging Face folder, single file or shards with an index (spec 7.1).
class SafetensorsFolder {
public:
    /// Blocking; reads headers only. Takes F32, F16 and BF16, and I32 and I64 for lists of ids; other types
    /// are refused by name.
    [[nodiscard]] static Result<SafetensorsFolder> open(const std::filesystem::path &folder);

    const TensorTable &tensors() const { return m_tensors; }
    const std::vector<MappedFile> &files() const { return m_files; }

private:
    SafetensorsFolder() = default;

    Result<void> addShards(const std::filesystem::path &folder);
    Result<void> addFile(const std::filesystem::path &path);

    std::vector<MappedFile> m_files;
    TensorTable m_tensors;
};

} // namespace alcove::inference
