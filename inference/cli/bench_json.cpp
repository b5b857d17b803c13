#include "inference/cli/answer_json.h"
#include "inference/cli/bench_report.h"

namespace alcove::inference {

std::string sectionsJson(const std::vector<BenchSection> &sections)
{
    Json document = Json::object();
    for (const BenchSection &section : sections) {
        Json &figures = document[section.key] = Json::object();
        for (const BenchFigure &figure : section.figures) {
            Json &json = figures[figure.key] = Json::object();
            json["value"] = figure.value;
            if (!figure.unit.empty())
                json["unit"] = figure.unit;
            if (figure.low)
                json["low"] = *figure.low;
            if (figure.high)
                json["high"] = *figure.high;
            if (figure.must) {
                json["must"] = *figure.must;
                json["met"] = figure.meets(*figure.must);
                json["less_is_better"] = figure.lessIsBetter;
            }
            if (figure.aim)
                json["aim"] = *figure.aim;
        }
    }
    return jsonLine(document);
}

} // namespace alcove::inference
