#pragma once

#include "inference/formats/mapped_file.h"
#include "inference/formats/tensor_table.h"
#include "inference/large_vector.h"
#include "inference/result.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace alcove::inference {

/// An array of a GGUF key, kept in the form that its readers want.
using GgufTexts = LargeVector<std::string_view>; // into the mapped file
using GgufArray = std::variant<std::vector<int64_t>, std::vector<double>, std::vector<bool>, GgufTexts>;

using GgufValue = std::variant<int64_t, uint64_t, double, bool, std::string_view, GgufArray>;

/// A tensor whose block type the engine does not read.
struct RefusedTensor {
    std::string name;
    std::string typeName;       ///< "IQ2_XS", or "type 99"
    std::vector<int64_t> shape; ///< PyTorch's order
};

/// A GGUF file, or all shards of one: keys and tensors of mapped files (spec 7.4).
/// Every length is checked against the bytes that remain before anything is allocated.
class GgufFile {
public:
    /// Blocking; reads headers only. A path to any shard brings in the others beside it.
    /// Tensors of other block types are kept apart, so that a foreign model can still be called by
    /// its name; the configuration's readers then refuse them with checkBlockTypes().
    [[nodiscard]] static Result<GgufFile> open(const std::filesystem::path &path);

    /// Fails with every refused block type by name and the tensors that have it.
    [[nodiscard]] Result<void> checkBlockTypes() const;
    const std::vector<RefusedTensor> &refusedTensors() const { return m_refused; }

    /// Values by key; nothing if the key is missing or of another kind. Integers of any width fit.
    std::optional<int64_t> integer(std::string_view key) const;
    std::optional<double> real(std::string_view key) const; ///< also from integers
    std::optional<bool> boolean(std::string_view key) const;
    std::optional<std::string_view> string(std::string_view key) const;
    const GgufArray *array(std::string_view key) const;

    const std::map<std::string, GgufValue, std::less<>> &keys() const { return m_keys; }
    const TensorTable &tensors() const { return m_tensors; }
    std::string_view architecture() const; ///< general.architecture, or empty
    const std::vector<MappedFile> &files() const { return m_files; }

private:
    GgufFile() = default;

    Result<void> addShard(MappedFile file);
    Result<void> addOtherShards(const std::filesystem::path &path, int64_t count);

    std::vector<MappedFile> m_files;
    std::map<std::string, GgufValue, std::less<>> m_keys;
    TensorTable m_tensors;
    std::vector<RefusedTensor> m_refused;
};

} // namespace alcove::inference
