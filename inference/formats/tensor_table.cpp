#include "inference/formats/tensor_table.h"

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

} // namespace alcove::inference
