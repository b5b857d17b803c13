#pragma once

#include <nlohmann/json.hpp>

#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace alcove::inference {

/// A pair of files of tests/golden: NAME.json, and NAME.f32 with the arrays that it names.
/// Ends the test program if a file is missing: nothing can be tested then.
class GoldenFile {
public:
    explicit GoldenFile(const std::string &name);

    const nlohmann::json &json() const { return m_json; }
    /// The floats of {"offset": first float, "shape": [...]}.
    std::span<const float> array(const nlohmann::json &place) const;

private:
    nlohmann::json m_json;
    std::vector<float> m_floats;
};

std::filesystem::path goldenFolder();
nlohmann::json readGoldenJson(const std::string &fileName);

/// The largest absolute difference; infinity if the lengths differ.
double largestDifference(std::span<const float> one, std::span<const float> other);

} // namespace alcove::inference
