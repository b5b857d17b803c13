#include "inference/formats/tensor_table.h"

#include <algorithm>
#include <utility>

namespace alcove::inference {

int64_t Tensor::elementCount() const
{
    int64_t count = 1;
    for (const int64_t size : shape)
        count *= size;
    return count;
}

bool TensorTable::insert(Tensor tensor)
{
    if (!m_indexByName.try_emplace(tensor.name, m_tensors.size()).second)
        return false;
    m_tensors.push_back(std::move(tensor));
    return true;
}

const Tensor *TensorTable::find(std::string_view name) const
{
    const auto found = m_indexByName.find(name);
    return found == m_indexByName.end() ? nullptr : &m_tensors[found->second];
}

std::optional<std::pair<const Tensor *, const Tensor *>> overlappingTensors(const TensorTable &table)
{
    std::vector<const Tensor *> byPlace;
    byPlace.reserve(table.all().size());
    for (const Tensor &tensor : table.all())
        byPlace.push_back(&tensor);
    std::ranges::sort(byPlace, std::less{}, [](const Tensor *tensor) { return tensor->bytes.data(); });
    const auto pair = std::ranges::adjacent_find(byPlace, [](const Tensor *first, const Tensor *second) {
        return std::less{}(second->bytes.data(), first->bytes.data() + first->bytes.size());
    });
    if (pair == byPlace.end())
        return std::nullopt;
    return std::pair(*pair, *std::next(pair));
}

} // namespace alcove::inference
