#include "inference/formats/json_file.h"
#include "inference/formats/mapped_file.h"
#include "inference/formats/quoted.h"
#include "inference/formats/safetensors.h"
#include "inference/formats/safetensors_header.h"
#include "inference/model/inspection_parts.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <format>
#include <system_error>

namespace alcove::inference {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

constexpr size_t kLargestConfig = size_t(4) << 20;
constexpr size_t kMostFiles = 1024;
constexpr size_t kMostMetadata = 512;

void addConfig(Inspection &inspection, const fs::path &folder, const Json &config);
void addMetadata(Inspection &inspection, const std::string &prefix, const Json &object);
void addWeights(Inspection &inspection, const fs::path &folder);
std::vector<fs::path> weightFiles(const fs::path &folder);

} // namespace

Result<Inspection> inspectFolder(const fs::path &folder)
{
    Inspection inspection;
    inspection.kind = "safetensors";
    addWeights(inspection, folder);
    const auto config = readJsonObject(folder / "config.json", kLargestConfig);
    if (config)
        addConfig(inspection, folder, *config);
    else if (inspection.tensors.empty())
        return failure(std::format("{} is no model folder: neither config.json nor weights can be read.",
                           quotedPath(folder)),
            "Choose the folder that holds config.json and model.safetensors, or a GGUF file.");
    else
        inspection.problems.push_back(config.error().message());
    return inspection;
}

namespace {

void addConfig(Inspection &inspection, const fs::path &folder, const Json &config)
{
    const auto type = config.find("model_type");
    if (type != config.end() && type->is_string())
        inspection.architecture = readableText(type->get_ref<const std::string &>(), kLongestShownValue);
    addMetadata(inspection, {}, config);
    if (inspection.architecture.ends_with("_assistant")) {
        addDrafter(inspection, readDrafterConfig(folder));
        return;
    }
    const auto model = readModelConfig(folder);
    addModel(inspection, model);
    if (model)
        addTokenizer(inspection, readTokenizerJson(folder / "tokenizer.json"));
}

void addMetadata(Inspection &inspection, const std::string &prefix, const Json &object)
{
    for (const auto &[key, value] : object.items()) {
        const std::string name = prefix + key;
        if (inspection.metadata.size() == kMostMetadata)
            return;
        if (value.is_object()) {
            addMetadata(inspection, name + ".", value);
            continue;
        }
        constexpr int kOneLine = -1;
        const std::string text = value.is_string()
                                     ? value.get<std::string>()
                                     : value.dump(kOneLine, ' ', false, Json::error_handler_t::replace);
        inspection.metadata.emplace_back(
            readableText(name, kLongestShownName), readableText(text, kLongestShownValue));
    }
}

/// The headers are listed even when the engine refuses the folder; the refusal is a problem.
void addWeights(Inspection &inspection, const fs::path &folder)
{
    for (const fs::path &path : weightFiles(folder)) {
        const auto file = MappedFile::open(path);
        if (!file)
            continue;
        auto records = readSafetensorsHeader(file->bytes(), quotedPath(path));
        if (!records)
            continue;
        for (SafetensorsRecord &record : *records)
            addTensor(inspection, {std::move(record.name), readableText(record.type, kLongestShownValue),
                                      std::move(record.shape)});
    }
    if (const auto opened = SafetensorsFolder::open(folder); !opened)
        inspection.problems.push_back(opened.error().message());
}

std::vector<fs::path> weightFiles(const fs::path &folder)
{
    std::vector<fs::path> files;
    std::error_code error;
    fs::directory_iterator entry(folder, fs::directory_options::skip_permission_denied, error);
    while (!error && entry != fs::directory_iterator() && files.size() < kMostFiles) {
        if (entry->path().extension() == ".safetensors")
            files.push_back(entry->path());
        entry.increment(error);
    }
    std::ranges::sort(files);
    return files;
}

} // namespace

} // namespace alcove::inference
