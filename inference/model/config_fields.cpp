#include "inference/model/config_fields.h"

#include <format>
#include <limits>

namespace alcove::inference {

namespace {

using Json = nlohmann::json;

std::optional<int32_t> idOf(const Json &value)
{
    if (!value.is_number_integer())
        return std::nullopt;
    const auto number = value.get<int64_t>();
    if (number < 0 || number > std::numeric_limits<int32_t>::max())
        return std::nullopt;
    return int32_t(number);
}

} // namespace

int JsonFields::whole(std::string_view key, WholeRange range, std::optional<int> fallback) const
{
    const Json *found = value(key);
    const bool fits = found && found->is_number_integer();
    return m_problems->whole(
        key, {found != nullptr, fits ? std::optional(found->get<int64_t>()) : std::nullopt}, range, fallback);
}

double JsonFields::real(std::string_view key, RealRange range, std::optional<double> fallback) const
{
    const Json *found = value(key);
    const bool fits = found && found->is_number();
    return m_problems->real(
        key, {found != nullptr, fits ? std::optional(found->get<double>()) : std::nullopt}, range, fallback);
}

bool JsonFields::flag(std::string_view key, bool fallback) const
{
    const Json *found = value(key);
    if (!found)
        return fallback;
    if (!found->is_boolean()) {
        m_problems->add(std::format("{} is neither true nor false", key));
        return fallback;
    }
    return found->get<bool>();
}

std::string JsonFields::text(std::string_view key, std::string_view fallback) const
{
    const Json *found = value(key);
    if (!found)
        return std::string(fallback);
    if (!found->is_string()) {
        m_problems->add(std::format("{} is no text", key));
        return std::string(fallback);
    }
    return found->get<std::string>();
}

std::vector<int32_t> JsonFields::ids(std::string_view key) const
{
    const Json *found = value(key);
    if (!found)
        return {};
    std::vector<int32_t> ids;
    const auto add = [&](const Json &entry) {
        const auto id = idOf(entry);
        if (id)
            ids.push_back(*id);
        return id.has_value();
    };
    bool fits = true;
    if (found->is_array()) {
        for (const Json &entry : *found)
            fits = fits && add(entry);
    } else {
        fits = add(*found);
    }
    if (!fits)
        m_problems->add(std::format("{} is no list of tokens", key));
    return ids;
}

const Json *JsonFields::list(std::string_view key) const
{
    const Json *found = value(key);
    if (found && !found->is_array())
        m_problems->add(std::format("{} is no list", key));
    return found && found->is_array() ? found : nullptr;
}

JsonFields JsonFields::part(std::string_view key) const
{
    const Json *found = value(key);
    if (!found)
        return JsonFields(*m_problems);
    if (!found->is_object())
        m_problems->add(std::format("{} is no object", key));
    return {*found, *m_problems};
}

const Json *JsonFields::value(std::string_view key) const
{
    if (!m_object)
        return nullptr;
    const auto found = m_object->find(key);
    return found == m_object->end() || found->is_null() ? nullptr : &*found;
}

} // namespace alcove::inference
