#include "inference/formats/safetensors.h"

#include "inference/formats/json_file.h"
#include "inference/formats/quoted.h"
#include "inference/formats/safetensors_header.h"

#include <nlohmann/json.hpp>

#include <array>
#include <format>
#include <map>
#include <set>
#include <string>

namespace alcove::inference {

namespace {

constexpr std::string_view kSingleFile = "model.safetensors";
constexpr std::string_view kIndexFile = "model.safetensors.index.json";
constexpr size_t kLargestIndex = size_t(16) << 20;
constexpr size_t kMostShards = 1024;
constexpr std::string_view kFetchAgain = "The file is incomplete or damaged; fetch it again.";

using FileOfTensor = std::map<std::string, std::string>;

Result<FileOfTensor> readIndex(const std::filesystem::path &folder);
Result<Tensor> tensorOf(SafetensorsRecord record, const std::string &fileName);
std::optional<BlockType> typeNamed(std::string_view name);

} // namespace

Result<SafetensorsFolder> SafetensorsFolder::open(const std::filesystem::path &folder)
{
    SafetensorsFolder result;
    std::error_code ignored;
    if (std::filesystem::exists(folder / kSingleFile, ignored) ||
        !std::filesystem::exists(folder / kIndexFile, ignored)) {
        if (const auto added = result.addFile(folder / kSingleFile); !added)
            return std::unexpected(added.error());
    } else if (const auto added = result.addShards(folder); !added) {
        return std::unexpected(added.error());
    }
    if (const auto pair = overlappingTensors(result.m_tensors)) {
        return failure(std::format("{} has the tensors {} and {} on top of each other.", quotedPath(folder),
                           quotedName(pair->first->name), quotedName(pair->second->name)),
            std::string(kFetchAgain));
    }
    return result;
}

Result<void> SafetensorsFolder::addShards(const std::filesystem::path &folder)
{
    const auto index = readIndex(folder);
    if (!index)
        return std::unexpected(index.error());
    std::set<std::string> names;
    for (const auto &[tensor, name] : *index)
        names.insert(name);
    if (names.size() > kMostShards)
        return failure(std::format("{} names {} files.", kIndexFile, names.size()), std::string(kFetchAgain));
    for (const std::string &name : names) {
        if (const auto added = addFile(folder / name); !added)
            return added;
    }
    for (const auto &[tensor, name] : *index) {
        if (!m_tensors.find(tensor)) {
            return failure(std::format("{} promises the tensor {}, which {} does not hold.", kIndexFile,
                               quotedName(tensor), quotedName(name)),
                std::string(kFetchAgain));
        }
    }
    return {};
}

Result<void> SafetensorsFolder::addFile(const std::filesystem::path &path)
{
    auto file = MappedFile::open(path);
    if (!file)
        return std::unexpected(file.error());
    const std::string fileName = quotedPath(path);
    auto records = readSafetensorsHeader(file->bytes(), fileName);
    if (!records)
        return std::unexpected(records.error());
    for (SafetensorsRecord &record : *records) {
        auto tensor = tensorOf(std::move(record), fileName);
        if (!tensor)
            return std::unexpected(tensor.error());
        const std::string name = tensor->name;
        if (!m_tensors.insert(std::move(*tensor)))
            return failure(std::format("{} has the tensor {} a second time.", fileName, quotedName(name)),
                std::string(kFetchAgain));
    }
    m_files.push_back(std::move(*file));
    return {};
}

namespace {

Result<FileOfTensor> readIndex(const std::filesystem::path &folder)
{
    const auto json = readJsonObject(folder / kIndexFile, kLargestIndex);
    if (!json)
        return std::unexpected(json.error());
    const auto wrong = [] {
        return failure(std::format("{} does not say which file holds which tensor.", kIndexFile),
            std::string(kFetchAgain));
    };
    const auto map = json->find("weight_map");
    if (map == json->end() || !map->is_object() || map->empty())
        return wrong();
    FileOfTensor result;
    for (const auto &[tensor, file] : map->items()) {
        const auto *name = file.get_ptr<const std::string *>();
        // A name with a folder in it could lead out of the model's folder.
        if (!name || name->empty() || name->find('/') != std::string::npos ||
            name->find('\0') != std::string::npos)
            return wrong();
        result.emplace(tensor, *name);
    }
    return result;
}

Result<Tensor> tensorOf(SafetensorsRecord record, const std::string &fileName)
{
    const auto type = typeNamed(record.type);
    if (!type) {
        return failure(std::format("{}: the tensor {} has the type {}, which Alcove does not read.", fileName,
                           quotedName(record.name), quotedName(record.type)),
            "Choose the unquantised model (BF16, F16 or F32) or a GGUF file.");
    }
    Tensor tensor{.name = std::move(record.name),
        .type = *type,
        .shape = std::move(record.shape),
        .bytes = record.bytes};
    const int64_t needed = tensor.elementCount() * blockLayout(*type).bytesPerBlock;
    if (std::cmp_not_equal(tensor.bytes.size(), needed)) {
        return failure(std::format("{}: the tensor {} has {} bytes instead of {}.", fileName,
                           quotedName(tensor.name), tensor.bytes.size(), needed),
            std::string(kFetchAgain));
    }
    return tensor;
}

std::optional<BlockType> typeNamed(std::string_view name)
{
    for (const BlockType type :
        {BlockType::BF16, BlockType::F16, BlockType::F32, BlockType::I32, BlockType::I64}) {
        if (blockLayout(type).name == name)
            return type;
    }
    return std::nullopt;
}

} // namespace

} // namespace alcove::inference
