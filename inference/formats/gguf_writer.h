#pragma once

#include "inference/formats/block_types.h"
#include "inference/formats/open_file.h"
#include "inference/result.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace alcove::inference {

/// Writes a GGUF file (spec 7.4) from front to back: keys and the table of tensors first, then the
/// tensors' data in the order of the table. Holds the header in memory, never the data.
///
///     auto writer = GgufWriter::create(path);
///     writer->key("general.architecture", "gemma4");
///     writer->addTensor("output_norm.weight", BlockType::F32, {3840});
///     writer->startData();
///     writer->write(bytes);    // as often as wanted, until every tensor is full
///     writer->finish();
///
/// Nothing lies under the path before finish(); what was begun is removed when the writer goes.
class GgufWriter {
public:
    /// Blocking, as everything here that returns a Result. Makes the folder if it is missing.
    [[nodiscard]] static Result<GgufWriter> create(const std::filesystem::path &path);
    GgufWriter(GgufWriter &&other) noexcept;
    GgufWriter &operator=(GgufWriter &&) = delete;
    ~GgufWriter();

    void key(std::string_view name, uint32_t value);
    void key(std::string_view name, int32_t value);
    void key(std::string_view name, float value);
    void key(std::string_view name, bool value);
    void key(std::string_view name, const char *value) { key(name, std::string_view(value)); }
    void key(std::string_view name, std::string_view value);
    void key(std::string_view name, std::span<const int32_t> values);
    void key(std::string_view name, std::span<const float> values);
    void key(std::string_view name, const std::vector<bool> &values);
    void key(std::string_view name, std::span<const std::string> values);

    /// shape in PyTorch's order, [out, in]; the last size a multiple of the block's values.
    void addTensor(std::string_view name, BlockType type, const std::vector<int64_t> &shape);

    /// The size that the finished file will have.
    int64_t fileBytes() const;

    /// No keys and no tensors after this.
    [[nodiscard]] Result<void> startData();
    /// The next bytes of the tensors' data; never of two tensors in one call.
    [[nodiscard]] Result<void> write(std::span<const std::byte> bytes);
    /// Puts the file under its path, replacing what was there; all data must have been written.
    [[nodiscard]] Result<void> finish();

private:
    GgufWriter(std::filesystem::path path, std::filesystem::path unfinished, OpenFile file);

    void beginKey(std::string_view name, uint32_t type);
    void beginList(std::string_view name, uint32_t elementType, size_t count);
    int64_t headerBytes() const;
    Result<void> append(std::span<const std::byte> bytes);

    std::filesystem::path m_path, m_unfinished;
    OpenFile m_file;
    std::string m_keys, m_records;
    uint64_t m_keyCount = 0;
    std::vector<int64_t> m_tensorBytes;
    int64_t m_dataBytes = 0; ///< with the padding after every tensor
    int64_t m_position = 0;
    size_t m_tensor = 0;   ///< that the next bytes belong to
    int64_t m_written = 0; ///< of that tensor
};

} // namespace alcove::inference
