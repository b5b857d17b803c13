#pragma once

#include "inference/formats/gguf.h"
#include "inference/model/config_problems.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace alcove::inference {

/// The keys of a GGUF file below one prefix ("gemma4."), read with their kinds and ranges checked.
/// Borrows the file and the problems.
class GgufFields {
public:
    GgufFields(const GgufFile &file, std::string prefix, Problems &problems)
        : m_file(file)
        , m_prefix(std::move(prefix))
        , m_problems(problems)
    {}

    bool has(std::string_view key) const { return m_file.keys().contains(m_prefix + std::string(key)); }
    int whole(std::string_view key, WholeRange range, std::optional<int> fallback = {}) const;
    double real(std::string_view key, RealRange range, std::optional<double> fallback = {}) const;
    bool flag(std::string_view key, bool fallback) const;
    std::string text(std::string_view key) const; ///< empty if missing

    /// One number for every layer: a list of that length, or a single number for all of them.
    std::vector<int> perLayer(std::string_view key, int layerCount, WholeRange range) const;

    const GgufFile &file() const { return m_file; }
    std::string full(std::string_view key) const { return m_prefix + std::string(key); }

private:
    const GgufFile &m_file;
    std::string m_prefix;
    Problems &m_problems;
};

} // namespace alcove::inference
