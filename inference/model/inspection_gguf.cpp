#include "inference/formats/gguf.h"
#include "inference/formats/quoted.h"
#include "inference/model/config_gguf_media.h"
#include "inference/model/inspection_parts.h"

#include <format>

namespace alcove::inference {

namespace {

std::string shownValue(const GgufValue &value);
std::string shownArray(const GgufArray &array);
void addContents(Inspection &inspection, const GgufFile &file);

} // namespace

Result<Inspection> inspectGguf(const std::filesystem::path &path)
{
    const auto file = GgufFile::open(path);
    if (!file)
        return std::unexpected(file.error());
    Inspection inspection;
    inspection.kind = "gguf";
    inspection.architecture = readableText(file->architecture(), kLongestShownValue);
    inspection.model = readableText(file->string("general.name").value_or(""), kLongestShownValue);
    for (const Tensor &tensor : file->tensors().all())
        addTensor(inspection, {tensor.name, std::string(blockLayout(tensor.type).name), tensor.shape});
    for (const RefusedTensor &tensor : file->refusedTensors())
        addTensor(inspection, {tensor.name, tensor.typeName, tensor.shape});
    for (const auto &[key, value] : file->keys())
        inspection.metadata.emplace_back(readableText(key, kLongestShownName), shownValue(value));
    addContents(inspection, *file);
    return inspection;
}

namespace {

void addContents(Inspection &inspection, const GgufFile &file)
{
    if (file.architecture() == "clip") {
        const auto width = file.integer("clip.vision.projection_dim");
        const auto other = file.integer("clip.audio.projection_dim");
        const auto media = readGgufMedia(file, int(width.value_or(other.value_or(0)) & 0x7FFF'FFFF));
        if (!media)
            inspection.problems.push_back(media.error().message());
        else if (!media->vision && !media->audio)
            inspection.problems.emplace_back(
                "The file holds neither the part for pictures nor that for sound.");
        return;
    }
    if (file.architecture() == "gemma4-assistant") {
        addDrafter(inspection, readDrafterConfig(file));
        return;
    }
    const auto model = readModelConfig(file, nullptr);
    addModel(inspection, model);
    if (model)
        addTokenizer(inspection, readGgufTokenizer(file));
}

template <typename... Cases>
struct Overloaded : Cases... {
    using Cases::operator()...;
};

std::string shownValue(const GgufValue &value)
{
    return std::visit(Overloaded{[](std::string_view text) { return readableText(text, kLongestShownValue); },
                          [](const GgufArray &array) { return shownArray(array); },
                          [](const auto &number) { return std::format("{}", number); }},
        value);
}

std::string shownArray(const GgufArray &array)
{
    constexpr size_t kShown = 8;
    return std::visit(
        [](const auto &values) {
            std::string text;
            for (size_t i = 0; i < values.size() && i < kShown; ++i) {
                const auto shown = [](const auto &value) {
                    if constexpr (std::is_convertible_v<decltype(value), std::string_view>)
                        return readableText(value, kLongestShownValue / kShown);
                    else
                        return std::format("{}", value);
                };
                text += (text.empty() ? "" : ", ") + shown(values[i]);
            }
            return values.size() > kShown ? std::format("[{}, … {} in all]", text, values.size())
                                          : std::format("[{}]", text);
        },
        array);
}

} // namespace

} // namespace alcove::inference
