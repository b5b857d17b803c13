#include "inference/cli/bench_report.h"

#include <format>

namespace alcove::inference {

namespace {

std::string verdict(const BenchFigure &figure)
{
    if (figure.aim && figure.meets(*figure.aim))
        return "aim reached";
    if (figure.must)
        return figure.meets(*figure.must) ? "good" : "MISSED";
    return {};
}

std::string bars(const BenchFigure &figure)
{
    const std::string_view sign = figure.lessIsBetter ? "<=" : ">=";
    std::string text;
    if (figure.must)
        text += std::format("must {} {:.2f}", sign, *figure.must);
    if (figure.aim)
        text += std::format("{}aim {} {:.2f}", text.empty() ? "" : ", ", sign, *figure.aim);
    return text.empty() ? text : std::format("  {} ({})", verdict(figure), text);
}

std::string amount(const BenchFigure &figure)
{
    if (figure.unit.empty())
        return std::format("{:>9.3f}          ", figure.value);
    return std::format("{:>9.2f} {:<9}", figure.value, figure.unit);
}

} // namespace

std::string sectionText(const BenchSection &section)
{
    std::string text = section.title + '\n';
    for (const BenchFigure &figure : section.figures) {
        text += std::format("  {:<58}{}", figure.text, amount(figure));
        if (figure.low && figure.high)
            text += std::format("  {:.2f} to {:.2f}", *figure.low, *figure.high);
        text += bars(figure) + '\n';
    }
    return text;
}

BenchFigure timeFigure(std::string key, std::string text, const Timing &timing)
{
    constexpr double kMilliseconds = 1e3;
    return {.key = std::move(key),
        .text = std::move(text),
        .value = timing.median * kMilliseconds,
        .unit = "ms",
        .low = timing.low * kMilliseconds,
        .high = timing.high * kMilliseconds};
}

BenchFigure rateFigure(
    std::string key, std::string text, const Timing &timing, double amount, std::string unit)
{
    return {.key = std::move(key),
        .text = std::move(text),
        .value = amount / timing.median,
        .unit = std::move(unit),
        .low = amount / timing.high,
        .high = amount / timing.low};
}

} // namespace alcove::inference
