#pragma once

#include "inference/formats/block_types.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace alcove::inference {

/// One tensor of a file. The bytes belong to the mapped file and live as long as it does.
struct Tensor {
    std::string name;
    BlockType type = BlockType::F32;
    std::vector<int64_t> shape;       ///< PyTorch's order: [out, in]; the last dimension runs fastest
    std::span<const std::byte> bytes; ///< not aligned to anything in safetensors: load with memcpy

    int64_t elementCount() const;
    int64_t columns() const { return shape.empty() ? 1 : shape.back(); }
    int64_t rows() const { return elementCount() / columns(); }
};

/// The tensors of one or several files by name, in the files' order for listing.
class TensorTable {
public:
    /// False if the name is already taken.
    [[nodiscard]] bool insert(Tensor tensor);
    const Tensor *find(std::string_view name) const; ///< null if there is none
    const std::vector<Tensor> &all() const { return m_tensors; }

private:
    std::vector<Tensor> m_tensors;
    std::map<std::string, size_t, std::less<>> m_indexByName;
};

/// Two tensors that share bytes, as no honest file has them; nothing if there are none.
std::optional<std::pair<const Tensor *, const Tensor *>> overlappingTensors(const TensorTable &table);

} // namespace alcove::inference
