#include "inference/formats/gguf.h"

#include "inference/formats/gguf_header.h"
#include "inference/formats/quoted.h"

#include <algorithm>
#include <format>
#include <limits>

namespace alcove::inference {

namespace {

constexpr int64_t kMostShards = 1024;
constexpr std::string_view kFetchAgain = "The file is incomplete or damaged; fetch it again.";

Result<Tensor> tensorOf(const GgufTensorRecord &record, const GgufHeader &header, const MappedFile &file);
Result<std::string> shardStem(const std::filesystem::path &path, int64_t count);

template <typename Kind>
const Kind *valueAt(const std::map<std::string, GgufValue, std::less<>> &keys, std::string_view key)
{
    const auto found = keys.find(key);
    return found == keys.end() ? nullptr : std::get_if<Kind>(&found->second);
}

} // namespace

Result<GgufFile> GgufFile::open(const std::filesystem::path &path)
{
    auto file = MappedFile::open(path);
    if (!file)
        return std::unexpected(file.error());
    GgufFile result;
    if (const auto added = result.addShard(std::move(*file)); !added)
        return std::unexpected(added.error());
    if (const int64_t count = result.integer("split.count").value_or(1); count != 1) {
        if (const auto added = result.addOtherShards(path, count); !added)
            return std::unexpected(added.error());
    }
    if (const auto pair = overlappingTensors(result.m_tensors)) {
        return failure(std::format("{} has the tensors {} and {} on top of each other.", quotedPath(path),
                           quotedName(pair->first->name), quotedName(pair->second->name)),
            std::string(kFetchAgain));
    }
    return result;
}

/// Replaces what is there by all shards in order; the keys are those of the first.
Result<void> GgufFile::addOtherShards(const std::filesystem::path &path, int64_t count)
{
    if (count < 1 || count > kMostShards)
        return failure(std::format("{} claims to be one of {} parts.", quotedPath(path), count),
            std::string(kFetchAgain));
    const auto stem = shardStem(path, count);
    if (!stem)
        return std::unexpected(stem.error());
    GgufFile whole;
    for (int64_t i = 0; i < count; ++i) {
        const auto shard = path.parent_path() / std::format("{}-{:05}-of-{:05}.gguf", *stem, i + 1, count);
        auto file = MappedFile::open(shard);
        if (!file)
            return failure(file.error().what,
                std::format("The model has {} parts; put all of them in one folder.", count));
        GgufFile part;
        if (const auto added = part.addShard(std::move(*file)); !added)
            return std::unexpected(added.error());
        if (part.integer("split.no") != i || part.integer("split.count") != count)
            return failure(std::format("{} is not part {} of {}.", quotedPath(shard), i + 1, count),
                std::string(kFetchAgain));
        if (i == 0)
            whole.m_keys = std::move(part.m_keys);
        for (const Tensor &tensor : part.m_tensors.all()) {
            if (!whole.m_tensors.insert(tensor))
                return failure(std::format("{} repeats the tensor {} of another part.", quotedPath(shard),
                                   quotedName(tensor.name)),
                    std::string(kFetchAgain));
        }
        std::ranges::move(part.m_refused, std::back_inserter(whole.m_refused));
        std::ranges::move(part.m_files, std::back_inserter(whole.m_files));
    }
    const auto announced = whole.integer("split.tensors.count");
    const auto found = int64_t(whole.m_tensors.all().size() + whole.m_refused.size());
    if (announced && *announced != found)
        return failure(std::format("The parts of {} hold {} tensors instead of {}.", quotedPath(path), found,
                           *announced),
            std::string(kFetchAgain));
    *this = std::move(whole);
    return {};
}

Result<void> GgufFile::addShard(MappedFile file)
{
    const std::string fileName = quotedPath(file.path());
    auto header = readGgufHeader(file.bytes(), fileName);
    if (!header)
        return std::unexpected(header.error());
    for (const GgufTensorRecord &record : header->tensors) {
        if (!blockLayout(record.typeId)) {
            const std::string_view known = ggufTypeName(record.typeId);
            m_refused.push_back({.name = std::string(record.name),
                .typeName = known.empty() ? std::format("type {}", record.typeId) : std::string(known),
                .shape = record.shape});
            continue;
        }
        auto tensor = tensorOf(record, *header, file);
        if (!tensor)
            return std::unexpected(tensor.error());
        if (!m_tensors.insert(std::move(*tensor)))
            return failure(std::format("{} has the tensor {} twice.", fileName, quotedName(record.name)),
                std::string(kFetchAgain));
    }
    m_keys = std::move(header->keys);
    m_files.push_back(std::move(file));
    return {};
}

Result<void> GgufFile::checkBlockTypes() const
{
    if (m_refused.empty())
        return {};
    std::map<std::string_view, std::vector<const RefusedTensor *>> byType;
    for (const RefusedTensor &tensor : m_refused)
        byType[tensor.typeName].push_back(&tensor);
    std::string list;
    for (const auto &[type, tensors] : byType) {
        const std::string others =
            tensors.size() == 1 ? std::string() : std::format(" and {} more", tensors.size() - 1);
        list += std::format(
            "{}{} ({}{})", list.empty() ? "" : ", ", type, quotedName(tensors.front()->name), others);
    }
    return failure(std::format("{} uses block types that Alcove does not read: {}.",
                       quotedPath(m_files.front().path()), list),
        "Choose a file quantised as Q4_0, Q4_K_M, Q5_K_M, Q6_K or Q8_0.");
}

std::optional<int64_t> GgufFile::integer(std::string_view key) const
{
    const auto *value = valueAt<int64_t>(m_keys, key);
    return value ? std::optional(*value) : std::nullopt;
}

std::optional<double> GgufFile::real(std::string_view key) const
{
    if (const auto *value = valueAt<double>(m_keys, key))
        return *value;
    if (const auto *value = valueAt<uint64_t>(m_keys, key))
        return double(*value);
    const auto whole = integer(key);
    return whole ? std::optional(double(*whole)) : std::nullopt;
}

std::optional<bool> GgufFile::boolean(std::string_view key) const
{
    const auto *value = valueAt<bool>(m_keys, key);
    return value ? std::optional(*value) : std::nullopt;
}

std::optional<std::string_view> GgufFile::string(std::string_view key) const
{
    const auto *value = valueAt<std::string_view>(m_keys, key);
    return value ? std::optional(*value) : std::nullopt;
}

const GgufArray *GgufFile::array(std::string_view key) const
{
    return valueAt<GgufArray>(m_keys, key);
}

std::string_view GgufFile::architecture() const
{
    return string("general.architecture").value_or(std::string_view{});
}

namespace {

Result<Tensor> tensorOf(const GgufTensorRecord &record, const GgufHeader &header, const MappedFile &file)
{
    Tensor tensor{.name = std::string(record.name),
        .type = BlockType(record.typeId),
        .shape = record.shape,
        .bytes = {}};
    const BlockLayout layout = blockLayout(tensor.type);
    const auto broken = [&](std::string_view why) {
        return failure(
            std::format("{}: the tensor {} {}.", quotedPath(file.path()), quotedName(record.name), why),
            std::string(kFetchAgain));
    };
    if (tensor.columns() % layout.valuesPerBlock != 0)
        return broken(
            std::format("has rows of {} values, which {} cannot hold", tensor.columns(), layout.name));
    if (record.offset % header.alignment != 0)
        return broken("does not start at a multiple of the alignment");
    const auto size = uint64_t(tensor.rows() * rowBytes(tensor.type, tensor.columns()));
    const uint64_t available = file.bytes().size();
    if (header.dataStart > available || record.offset > available - header.dataStart ||
        size > available - header.dataStart - record.offset)
        return broken("reaches beyond the end of the file");
    tensor.bytes = file.bytes().subspan(header.dataStart + record.offset, size);
    return tensor;
}

/// "model" of "model-00002-of-00005.gguf".
Result<std::string> shardStem(const std::filesystem::path &path, int64_t count)
{
    const std::string name = path.filename().string();
    const std::string ending = std::format("-of-{:05}.gguf", count);
    constexpr size_t kNumberLength = 6; // "-00002"
    const bool fits = name.ends_with(ending) && name.size() > ending.size() + kNumberLength &&
                      name[name.size() - ending.size() - kNumberLength] == '-';
    if (!fits)
        return failure(
            std::format("{} is one of {} parts, but its name does not say which.", quotedPath(path), count),
            std::format("Give the parts their own names back: they end in -00001{} and so on.", ending));
    return name.substr(0, name.size() - ending.size() - kNumberLength);
}

} // namespace

} // namespace alcove::inference
