#pragma once

#include "inference/cli/bench_clock.h"
#include "inference/text/message.h"

#include <optional>
#include <string>
#include <vector>

namespace alcove::inference {

/// A line of the report: a figure with its spread, or a ratio with what it is held to.
struct BenchFigure {
    std::string key = {};  ///< in JSON
    std::string text = {}; ///< for people
    double value = 0.0;
    std::string unit = {}; ///< empty: a ratio
    std::optional<double> low = {}, high = {};
    std::optional<double> must = {}, aim = {};
    bool lessIsBetter = false;

    bool meets(double bar) const { return lessIsBetter ? value <= bar : value >= bar; }
};

struct BenchSection {
    std::string key;
    std::string title;
    std::vector<BenchFigure> figures;
};

/// What `bench` found, section by section, as text and as JSON.
class BenchReport {
public:
    void add(BenchSection section) { m_sections.push_back(std::move(section)); }
    const std::vector<BenchSection> &sections() const { return m_sections; }

    Json json() const;

private:
    std::vector<BenchSection> m_sections;
};

std::string sectionText(const BenchSection &section);

/// Milliseconds of a timing.
BenchFigure timeFigure(std::string key, std::string text, const Timing &timing);
/// `amount` a second, for the median and the spread.
BenchFigure rateFigure(
    std::string key, std::string text, const Timing &timing, double amount, std::string unit);

} // namespace alcove::inference
