#pragma once

#include "inference/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace alcove::inference {

/// A value of a configuration: whether the key is there, and the value if it has the right kind.
template <typename Kind>
struct Found {
    bool present = false;
    std::optional<Kind> value;
};

struct WholeRange {
    int64_t least = 0, most = 0;
};

struct RealRange {
    double least = 0.0, most = 0.0;
};

/// Collects everything that is wrong with a configuration, so that a person hears of it at once.
class Problems {
public:
    void add(std::string problem) { m_list.push_back(std::move(problem)); }
    bool empty() const { return m_list.empty(); }

    /// All problems as one sentence about `file` ("“config.json”").
    Error error(std::string_view file) const;

    /// The value if it is there and in range. A missing one becomes the fallback, if there is one;
    /// everything else becomes a problem and the least of the range, so that reading can go on.
    int whole(std::string_view key, Found<int64_t> found, WholeRange range, std::optional<int> fallback = {});
    double real(
        std::string_view key, Found<double> found, RealRange range, std::optional<double> fallback = {});

private:
    std::vector<std::string> m_list;
};

} // namespace alcove::inference
