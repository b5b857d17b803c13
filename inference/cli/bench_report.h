#pragma once

#include "inference/cli/bench_clock.h"

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

std::string sectionText(const BenchSection &section);
/// One object: sections by their keys, in them figures by theirs.
std::string sectionsJson(const std::vector<BenchSection> &sections);

/// Milliseconds of a timing.
BenchFigure timeFigure(std::string key, std::string text, const Timing &timing);
/// `amount` a second, for the median and the spread.
BenchFigure rateFigure(
    std::string key, std::string text, const Timing &timing, double amount, std::string unit);

} // namespace alcove::inference
