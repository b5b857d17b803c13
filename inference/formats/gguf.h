#pragma once

#include "inference/formats/mapped_file.h"
#include "inference/formats/tensor_table.h"
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
using GgufArray = std::variant<std::vector<int64_t>, std::vector<double>, std::vector<bool>,
    std::vector<std::string_view>>; // strings point into the mapped file

using GgufValue = std::variant<int64_t, uint64_t, double, bool, std::string_view, GgufArray>;

/// A GGUF file, or all shards of one: keys and tensors of mapped files (spec 7.4).
/// Every length is checked against the bytes that remain before anything is allocated.
class GgufFile {
public:
    /// Blocking; reads headers only. A path to the first shard brings in the others beside it.
    [[nodiscard]] static Result<GgufFile> open(const std::filesystem::path &path);

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
    std::vector<MappedFile> m_files;
    std::map<std::string, GgufValue, std::less<>> m_keys;
    TensorTable m_tensors;
};

} // namespace alcove::inference
