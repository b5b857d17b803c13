#include "inference/session/opened_model.h"

#include "inference/compute/packed_layout.h"

#include <utility>

namespace alcove::inference {

namespace {

Result<OpenedModel::Container> openContainer(const std::filesystem::path &path)
{
    if (std::filesystem::is_directory(path)) {
        Result<SafetensorsFolder> folder = SafetensorsFolder::open(path);
        if (!folder)
            return std::unexpected(folder.error());
        return OpenedModel::Container(std::move(*folder));
    }
    Result<GgufFile> file = GgufFile::open(path);
    if (!file)
        return std::unexpected(file.error());
    return OpenedModel::Container(std::move(*file));
}

TensorNames namesOf(const OpenedModel::Container &container)
{
    if (const auto *gguf = std::get_if<GgufFile>(&container))
        return {gguf->tensors(), TensorStyle::Gguf};
    return {std::get<SafetensorsFolder>(container).tensors(), TensorStyle::HuggingFace};
}

/// As it will lie in memory: what has a packed form is packed.
int64_t bytesInMemory(const Tensor &tensor)
{
    if (tensor.shape.size() == 2 && isPackable(tensor.type, tensor.shape[1]))
        return packedBytes(tensor.type, tensor.shape[0], tensor.shape[1]);
    return int64_t(tensor.bytes.size());
}

int64_t bytesOf(const TensorTable &table)
{
    int64_t bytes = 0;
    for (const Tensor &tensor : table.all())
        bytes += bytesInMemory(tensor);
    return bytes;
}

const TensorTable &tableOf(const OpenedModel::Container &container)
{
    if (const auto *gguf = std::get_if<GgufFile>(&container))
        return gguf->tensors();
    return std::get<SafetensorsFolder>(container).tensors();
}

std::span<const MappedFile> filesOf(const OpenedModel::Container &container)
{
    return std::visit([](const auto &opened) { return std::span(opened.files()); }, container);
}

Result<void> openDrafter(OpenedModel &model)
{
    Result<OpenedModel::Container> drafter = openContainer(model.files.drafter);
    if (!drafter)
        return std::unexpected(drafter.error());
    const auto *gguf = std::get_if<GgufFile>(&*drafter);
    Result<DrafterConfig> config = gguf ? readDrafterConfig(*gguf) : readDrafterConfig(model.files.drafter);
    if (!config)
        return std::unexpected(config.error());
    if (Result<void> fits = checkDrafterFits(*config, model.config.text); !fits)
        return fits;
    model.drafterConfig = std::move(*config);
    model.drafter = std::move(*drafter);
    return {};
}

} // namespace

TensorNames OpenedModel::textNames() const
{
    return namesOf(text);
}

TensorNames OpenedModel::mediaNames() const
{
    if (mmproj)
        return {mmproj->tensors(), TensorStyle::Gguf};
    return namesOf(text);
}

TensorNames OpenedModel::drafterNames() const
{
    return namesOf(*drafter);
}

std::span<const MappedFile> OpenedModel::textFiles() const
{
    return filesOf(text);
}

std::span<const MappedFile> OpenedModel::drafterFiles() const
{
    return drafter ? filesOf(*drafter) : std::span<const MappedFile>();
}

std::span<const MappedFile> OpenedModel::mmprojFiles() const
{
    return mmproj ? std::span(mmproj->files()) : std::span<const MappedFile>();
}

int64_t OpenedModel::weightBytes() const
{
    return bytesOf(tableOf(text)) + (mmproj ? bytesOf(mmproj->tensors()) : 0);
}

int64_t OpenedModel::drafterBytes() const
{
    return drafter ? bytesOf(tableOf(*drafter)) : 0;
}

Result<TokenizerSource> OpenedModel::readTokenizer() const
{
    if (const auto *gguf = std::get_if<GgufFile>(&text))
        return readGgufTokenizer(*gguf);
    return readTokenizerJson(files.model / "tokenizer.json");
}

Result<OpenedModel> openModel(const ModelChoice &choice)
{
    Result<ModelFiles> files = findModelFiles(choice);
    if (!files)
        return std::unexpected(files.error());
    Result<OpenedModel::Container> text = openContainer(files->model);
    if (!text)
        return std::unexpected(text.error());
    OpenedModel model{.files = std::move(*files),
        .text = std::move(*text),
        .mmproj = {},
        .drafter = {},
        .config = {},
        .drafterConfig = {}};

    const auto *gguf = std::get_if<GgufFile>(&model.text);
    if (gguf && !model.files.mmproj.empty()) {
        Result<GgufFile> mmproj = GgufFile::open(model.files.mmproj);
        if (!mmproj)
            return std::unexpected(mmproj.error());
        model.mmproj = std::move(*mmproj);
    }
    Result<ModelConfig> config = gguf ? readModelConfig(*gguf, model.mmproj ? &*model.mmproj : nullptr)
                                      : readModelConfig(model.files.model);
    if (!config)
        return std::unexpected(config.error());
    model.config = std::move(*config);
    if (!model.files.drafter.empty()) {
        if (Result<void> opened = openDrafter(model); !opened)
            return std::unexpected(opened.error());
    }
    return model;
}

} // namespace alcove::inference
