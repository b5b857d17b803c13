#include "inference/model/config_problems.h"

#include <format>
#include <ranges>

namespace alcove::inference {

namespace {

constexpr size_t kMostShown = 12;

} // namespace

Error Problems::error(std::string_view file) const
{
    std::string list;
    for (const std::string &problem : m_list | std::views::take(kMostShown))
        list += (list.empty() ? "" : "; ") + problem;
    if (m_list.size() > kMostShown)
        list += std::format("; and {} more", m_list.size() - kMostShown);
    return {std::format("{} does not describe a model that Alcove can run: {}.", file, list),
        "Choose the files of Gemma 4 12B as their makers published them."};
}

int Problems::whole(std::string_view key, Found<int64_t> found, WholeRange range, std::optional<int> fallback)
{
    if (!found.present && fallback)
        return *fallback;
    if (!found.present)
        add(std::format("{} is missing", key));
    else if (!found.value)
        add(std::format("{} is no whole number", key));
    else if (*found.value < range.least || *found.value > range.most)
        add(std::format("{} is {}, not between {} and {}", key, *found.value, range.least, range.most));
    else
        return int(*found.value);
    return int(range.least);
}

double Problems::real(
    std::string_view key, Found<double> found, RealRange range, std::optional<double> fallback)
{
    if (!found.present && fallback)
        return *fallback;
    if (!found.present)
        add(std::format("{} is missing", key));
    else if (!found.value)
        add(std::format("{} is no number", key));
    else if (!(*found.value >= range.least && *found.value <= range.most))
        add(std::format("{} is {}, not between {} and {}", key, *found.value, range.least, range.most));
    else
        return *found.value;
    return range.most;
}

} // namespace alcove::inference
