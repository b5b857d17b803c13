#include "tests/inference/reference/golden_file.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <functional>
#include <limits>
#include <numeric>

namespace alcove::inference {

GoldenFile::GoldenFile(const std::string &name) : m_json(readGoldenJson(name + ".json"))
{
    const std::filesystem::path path = goldenFolder() / (name + ".f32");
    if (!std::filesystem::exists(path))
        return;
    m_floats.resize(std::filesystem::file_size(path) / sizeof(float));
    std::ifstream file(path, std::ios::binary);
    file.read(reinterpret_cast<char *>(m_floats.data()), std::streamsize(m_floats.size() * sizeof(float)));
}

std::span<const float> GoldenFile::array(const nlohmann::json &place) const
{
    const auto shape = place.at("shape").get<std::vector<size_t>>();
    const size_t count = std::accumulate(shape.begin(), shape.end(), size_t(1), std::multiplies());
    return std::span(m_floats).subspan(place.at("offset").get<size_t>(), count);
}

std::filesystem::path goldenFolder()
{
    return ALCOVE_GOLDEN_DIR;
}

nlohmann::json readGoldenJson(const std::string &fileName)
{
    std::ifstream file(goldenFolder() / fileName);
    return nlohmann::json::parse(file);
}

double largestDifference(std::span<const float> one, std::span<const float> other)
{
    if (one.size() != other.size())
        return std::numeric_limits<double>::infinity();
    double largest = 0.0;
    for (size_t i = 0; i < one.size(); ++i) {
        const double difference = std::abs(double(one[i]) - double(other[i]));
        // A NaN compares with nothing and must not pass.
        if (!(difference <= largest))
            largest = std::isnan(difference) ? std::numeric_limits<double>::infinity() : difference;
    }
    return largest;
}

} // namespace alcove::inference
