#include "inference/cli/answer_json.h"
#include "inference/cli/command.h"
#include "inference/cli/common_options.h"
#include "inference/cli/terminal.h"
#include "inference/model/inspection.h"

#include <format>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace alcove::inference {

namespace {

constexpr const char *kExamples =
    R"(Reads headers only, so that a file of any size takes a moment. With --json, several paths give a list.
Examples:
  alcove-cli inspect gemma-4-12b-it-qat-q4_0.gguf
  alcove-cli inspect model-folder mmproj.gguf --json)";

struct InspectOptions {
    CommonOptions common;
    std::vector<std::string> paths;
    bool tensors = false;
};

Result<void> inspectAll(const InspectOptions &options);
Json inspectionJson(const Inspection &inspection);
Json linesJson(const Inspection::Lines &lines);
std::string inspectionText(const std::string &path, const Inspection &inspection, bool tensors);
std::string typesText(const Inspection &inspection);
std::string shapeText(const InspectedTensor &tensor);

} // namespace

Command inspectCommand(CLI::App &program)
{
    CLI::App *parser =
        program.add_subcommand("inspect", "What a model file holds, and what is wrong with it");
    // Shared by the parser, which fills it, and the command, which reads it.
    const auto options = std::make_shared<InspectOptions>();
    parser->add_option("PATH", options->paths, "GGUF or safetensors files, or Hugging Face folders")
        ->required();
    parser->add_flag("--tensors", options->tensors, "List every tensor too (with --json they always are)");
    addCommonOptions(*parser, options->common);
    parser->footer(kExamples);
    return {.parser = parser, .run = [options] { return inspectAll(*options); }};
}

namespace {

/// Shows what can be shown before it reports the first file that could not be read.
Result<void> inspectAll(const InspectOptions &options)
{
    Result<void> outcome;
    Json list = Json::array();
    for (const std::string &path : options.paths) {
        const Result<Inspection> inspection = inspect(path);
        if (!inspection) {
            if (outcome)
                outcome = std::unexpected(inspection.error());
        } else if (options.common.json) {
            list.push_back(inspectionJson(*inspection));
        } else {
            writeNow(inspectionText(path, *inspection, options.tensors));
        }
    }
    if (options.common.json && !list.empty())
        writeNow(jsonLine(options.paths.size() == 1 ? list.front() : list));
    return outcome;
}

Json inspectionJson(const Inspection &inspection)
{
    Json tensors = Json::array();
    for (const InspectedTensor &tensor : inspection.tensors)
        tensors.push_back({{"name", tensor.name}, {"type", tensor.type}, {"shape", tensor.shape}});
    Json json;
    json["kind"] = inspection.kind;
    json["architecture"] = inspection.architecture;
    json["model"] = inspection.model;
    json["parameters"] = inspection.parameters;
    json["dimensions"] = linesJson(inspection.dimensions);
    json["tokenizer"] = inspection.tokenizer.empty() ? Json() : Json(inspection.tokenizer);
    json["metadata"] = linesJson(inspection.metadata);
    json["tensors"] = std::move(tensors);
    json["problems"] = inspection.problems;
    return json;
}

Json linesJson(const Inspection::Lines &lines)
{
    Json json = Json::object();
    for (const auto &[name, value] : lines)
        json[name] = value;
    return json;
}

std::string inspectionText(const std::string &path, const Inspection &inspection, bool tensors)
{
    std::string text = path + '\n';
    const auto line = [&text](std::string_view name, std::string_view value) {
        text += std::format("  {:<26} {}\n", name, value);
    };
    line("model", inspection.model);
    line("kind", inspection.kind);
    line("architecture", inspection.architecture.empty() ? "not said" : inspection.architecture);
    line("parameters", std::to_string(inspection.parameters));
    line("tensors", typesText(inspection));
    line("tokenizer", inspection.tokenizer.empty() ? "none" : inspection.tokenizer);
    for (const auto &[name, value] : inspection.dimensions)
        line(name, value);
    for (const auto &[name, value] : inspection.metadata)
        line(name, value);
    if (tensors) {
        for (const InspectedTensor &tensor : inspection.tensors)
            text += std::format("  {:<56} {:<6} {}\n", tensor.name, tensor.type, shapeText(tensor));
    }
    for (const std::string &problem : inspection.problems)
        line("problem", problem);
    if (inspection.problems.empty())
        line("problems", "none");
    return text;
}

/// "73: 42 BF16, 31 F32"
std::string typesText(const Inspection &inspection)
{
    std::map<std::string, int> counts;
    for (const InspectedTensor &tensor : inspection.tensors)
        ++counts[tensor.type];
    std::string text = std::to_string(inspection.tensors.size());
    for (const char *separator = ": "; const auto &[type, count] : counts) {
        text += std::format("{}{} {}", separator, count, type);
        separator = ", ";
    }
    return text;
}

std::string shapeText(const InspectedTensor &tensor)
{
    std::string text;
    for (const int64_t size : tensor.shape)
        text += (text.empty() ? "" : " x ") + std::to_string(size);
    return text;
}

} // namespace

} // namespace alcove::inference
