#include "inference/model/gguf_fields.h"

#include <format>

namespace alcove::inference {

int GgufFields::whole(std::string_view key, WholeRange range, std::optional<int> fallback) const
{
    const std::string name = full(key);
    return m_problems.whole(name, {has(key), m_file.integer(name)}, range, fallback);
}

double GgufFields::real(std::string_view key, RealRange range, std::optional<double> fallback) const
{
    const std::string name = full(key);
    return m_problems.real(name, {has(key), m_file.real(name)}, range, fallback);
}

bool GgufFields::flag(std::string_view key, bool fallback) const
{
    const std::string name = full(key);
    const auto value = m_file.boolean(name);
    if (!value && has(key))
        m_problems.add(std::format("{} is neither true nor false", name));
    return value.value_or(fallback);
}

std::string GgufFields::text(std::string_view key) const
{
    return std::string(m_file.string(full(key)).value_or(std::string_view{}));
}

std::vector<int> GgufFields::perLayer(std::string_view key, int layerCount, WholeRange range) const
{
    const std::string name = full(key);
    const GgufArray *array = m_file.array(name);
    if (!array)
        return std::vector<int>(size_t(layerCount), whole(key, range));
    std::vector<int> values(size_t(layerCount), int(range.least));
    const auto *numbers = std::get_if<std::vector<int64_t>>(array);
    if (!numbers || numbers->size() != values.size()) {
        m_problems.add(std::format("{} has not one number for each of {} layers", name, layerCount));
        return values;
    }
    for (size_t i = 0; i < values.size(); ++i)
        values[i] = m_problems.whole(name, {true, (*numbers)[i]}, range);
    return values;
}

} // namespace alcove::inference
