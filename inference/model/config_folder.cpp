#include "inference/formats/json_file.h"
#include "inference/formats/quoted.h"
#include "inference/model/config.h"
#include "inference/model/model_names.h"

#include <nlohmann/json.hpp>

#include <format>
#include <system_error>

namespace alcove::inference {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

constexpr size_t kLargestConfig = size_t(4) << 20;
constexpr size_t kLargestTokenizerConfig = size_t(16) << 20;

Result<Json> readRequired(const fs::path &folder);
Result<Json> readOptional(const fs::path &file);
Result<Json> readProcessor(const fs::path &folder);
bool hasChatTemplate(const fs::path &folder);
bool isThere(const fs::path &path);
std::string folderName(const fs::path &folder);

} // namespace

Result<ModelConfig> readModelConfig(const fs::path &folder)
{
    const auto config = readRequired(folder);
    if (!config)
        return std::unexpected(config.error());
    const auto generation = readOptional(folder / "generation_config.json");
    if (!generation)
        return std::unexpected(generation.error());
    const auto processor = readProcessor(folder);
    if (!processor)
        return std::unexpected(processor.error());
    auto model = modelConfigFromJson(*config, *generation, *processor);
    if (!model)
        return model;
    model->name = modelName(model->text, folderName(folder));
    // Spec 8: the base model has no template and one stop token, the end of the text.
    model->trainedToChat = hasChatTemplate(folder) || model->sampling.stopIds.size() > 1;
    return model;
}

Result<DrafterConfig> readDrafterConfig(const fs::path &folder)
{
    return readRequired(folder).and_then([](const Json &config) { return drafterConfigFromJson(config); });
}

namespace {

Result<Json> readRequired(const fs::path &folder)
{
    std::error_code ignored;
    if (fs::is_directory(folder, ignored) && !isThere(folder / "config.json"))
        return failure(std::format("{} is no model folder: it has no config.json.", quotedPath(folder)),
            "Choose the folder that holds config.json and model.safetensors, or a GGUF file.");
    return readJsonObject(folder / "config.json", kLargestConfig);
}

Result<Json> readOptional(const fs::path &file)
{
    if (!isThere(file))
        return Json::object();
    return readJsonObject(file, kLargestConfig);
}

/// The newer file has the picture settings inside; the older one consists of them.
Result<Json> readProcessor(const fs::path &folder)
{
    if (const fs::path newer = folder / "processor_config.json"; isThere(newer)) {
        auto settings = readJsonObject(newer, kLargestConfig);
        if (!settings || settings->contains("image_processor"))
            return settings;
    }
    return readOptional(folder / "preprocessor_config.json");
}

bool hasChatTemplate(const fs::path &folder)
{
    if (isThere(folder / "chat_template.jinja") || isThere(folder / "chat_template.json"))
        return true;
    const fs::path settings = folder / "tokenizer_config.json";
    if (!isThere(settings))
        return false;
    const auto json = readJsonObject(settings, kLargestTokenizerConfig);
    return json && json->contains("chat_template");
}

bool isThere(const fs::path &path)
{
    std::error_code ignored;
    return fs::exists(path, ignored);
}

std::string folderName(const fs::path &folder)
{
    std::error_code ignored;
    const fs::path whole = fs::weakly_canonical(folder, ignored); // "." and a slash at the end have no name
    return (whole.filename().empty() ? folder : whole.filename()).string();
}

} // namespace

} // namespace alcove::inference
