#pragma once

#include "inference/model/config_problems.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace alcove::inference {

/// The keys of one JSON object, read with their kinds and ranges checked. A null counts as missing,
/// as in the configurations themselves. Borrows the JSON and the problems.
class JsonFields {
public:
    JsonFields(const nlohmann::json &object, Problems &problems)
        : m_object(object.is_object() ? &object : nullptr)
        , m_problems(&problems)
    {}

    bool exists() const { return m_object != nullptr; }
    bool has(std::string_view key) const { return value(key) != nullptr; }

    int whole(std::string_view key, WholeRange range, std::optional<int> fallback = {}) const;
    double real(std::string_view key, RealRange range, std::optional<double> fallback = {}) const;
    bool flag(std::string_view key, bool fallback) const;
    std::string text(std::string_view key, std::string_view fallback) const;

    /// One id or a list of ids; empty if missing.
    std::vector<int32_t> ids(std::string_view key) const;
    const nlohmann::json *list(std::string_view key) const; ///< null if missing

    /// The object under a key; does not exist if the key is missing.
    JsonFields part(std::string_view key) const;

private:
    explicit JsonFields(Problems &problems) : m_problems(&problems) {}

    const nlohmann::json *value(std::string_view key) const;

    const nlohmann::json *m_object = nullptr;
    Problems *m_problems;
};

} // namespace alcove::inference
