#include "inference/model/model_files.h"

#include "inference/formats/gguf.h"
#include "inference/formats/gguf_header.h"
#include "inference/formats/mapped_file.h"
#include "inference/formats/quoted.h"
#include "inference/model/config.h"
#include "inference/model/config_gguf_media.h"

#include <algorithm>
#include <format>
#include <string_view>
#include <system_error>
#include <vector>

namespace alcove::inference {

namespace {

namespace fs = std::filesystem;

constexpr size_t kMostEntries = 4096; ///< of a folder that are looked at
constexpr size_t kMostCandidates = 64;

enum class EntryKind { File, Folder };

Result<void> checkNamedPart(const std::optional<fs::path> &part, std::string_view what);
void findBesideFile(const ModelChoice &choice, ModelFiles &files);
fs::path findMmproj(const std::vector<fs::path> &candidates, const TextConfig &target);
fs::path findGgufDrafter(const std::vector<fs::path> &candidates, const TextConfig &target);
fs::path findFolderDrafter(const fs::path &folder);
bool isDrafterFolder(const fs::path &folder, const TextConfig &target);
std::vector<fs::path> entriesOf(const fs::path &folder, EntryKind kind);
std::optional<GgufFile> openIfArchitecture(const fs::path &path, std::string_view architecture);
fs::path folderOf(const fs::path &path);

} // namespace

Result<ModelFiles> findModelFiles(const ModelChoice &choice)
{
    std::error_code ignored;
    if (choice.model.empty() || !fs::exists(choice.model, ignored))
        return failure(std::format("The model {} does not exist.", quotedName(choice.model.native())),
            "Choose a GGUF file or the folder of the model.");
    if (const auto found = checkNamedPart(choice.mmproj, "The part for pictures and sound"); !found)
        return std::unexpected(found.error());
    if (const auto found = checkNamedPart(choice.drafter, "The drafter"); !found)
        return std::unexpected(found.error());
    ModelFiles files{.model = choice.model,
        .mmproj = choice.mmproj.value_or(fs::path()),
        .drafter = choice.drafter.value_or(fs::path())};
    const std::string name = choice.model.filename().string();
    if (name == "config.json" || name.ends_with(".safetensors"))
        files.model = folderOf(choice.model); // a person picked a file of the folder
    if (!fs::is_directory(files.model, ignored))
        findBesideFile(choice, files);
    else if (!choice.drafter)
        files.drafter = findFolderDrafter(files.model);
    return files;
}

namespace {

Result<void> checkNamedPart(const std::optional<fs::path> &part, std::string_view what)
{
    std::error_code ignored;
    if (!part || part->empty() || fs::exists(*part, ignored))
        return {};
    return failure(std::format("{} {} does not exist.", what, quotedName(part->native())),
        "Choose another file, or none to go on without it.");
}

/// A model that cannot be read has no parts here; opening it says why.
void findBesideFile(const ModelChoice &choice, ModelFiles &files)
{
    if (choice.mmproj && choice.drafter)
        return;
    const auto file = GgufFile::open(choice.model);
    if (!file)
        return;
    const auto model = readModelConfig(*file, nullptr);
    if (!model)
        return;
    std::vector<fs::path> candidates = entriesOf(folderOf(choice.model), EntryKind::File);
    std::erase_if(candidates, [](const fs::path &path) { return path.extension() != ".gguf"; });
    candidates.resize(std::min(candidates.size(), kMostCandidates));
    const bool carriesMedia = model->vision || model->audio;
    if (!choice.mmproj && !carriesMedia)
        files.mmproj = findMmproj(candidates, model->text);
    if (!choice.drafter)
        files.drafter = findGgufDrafter(candidates, model->text);
}

/// The first that fits; one for both pictures and sound is better than one for either.
fs::path findMmproj(const std::vector<fs::path> &candidates, const TextConfig &target)
{
    fs::path best;
    for (const fs::path &path : candidates) {
        const auto file = openIfArchitecture(path, "clip");
        const auto media = file ? readGgufMedia(*file, target.hiddenSize) : MediaConfig();
        if (!media || (!media->vision && !media->audio))
            continue;
        if (media->vision && media->audio)
            return path;
        if (best.empty())
            best = path;
    }
    return best;
}

fs::path findGgufDrafter(const std::vector<fs::path> &candidates, const TextConfig &target)
{
    for (const fs::path &path : candidates) {
        const auto file = openIfArchitecture(path, "gemma4-assistant");
        const auto drafter = file ? readDrafterConfig(*file) : failure({});
        if (drafter && checkDrafterFits(*drafter, target))
            return path;
    }
    return {};
}

/// Looks into the folder itself first, then beside it.
fs::path findFolderDrafter(const fs::path &folder)
{
    const auto model = readModelConfig(folder);
    if (!model)
        return {};
    std::error_code ignored;
    const fs::path whole = fs::weakly_canonical(folder, ignored);
    for (const fs::path &place : {whole, whole.parent_path()}) {
        std::vector<fs::path> candidates = entriesOf(place, EntryKind::Folder);
        candidates.resize(std::min(candidates.size(), kMostCandidates));
        for (const fs::path &candidate : candidates) {
            if (candidate != whole && isDrafterFolder(candidate, model->text))
                return candidate;
        }
    }
    return {};
}

bool isDrafterFolder(const fs::path &folder, const TextConfig &target)
{
    std::error_code ignored;
    const bool hasWeights = fs::exists(folder / "model.safetensors", ignored) ||
                            fs::exists(folder / "model.safetensors.index.json", ignored);
    if (!hasWeights || !fs::exists(folder / "config.json", ignored))
        return false;
    const auto drafter = readDrafterConfig(folder);
    return drafter && checkDrafterFits(*drafter, target);
}

/// In the order of their names, so that the choice does not depend on the file system.
std::vector<fs::path> entriesOf(const fs::path &folder, EntryKind kind)
{
    std::vector<fs::path> entries;
    std::error_code error;
    fs::directory_iterator entry(folder, fs::directory_options::skip_permission_denied, error);
    for (size_t i = 0; !error && entry != fs::directory_iterator() && i < kMostEntries; ++i) {
        std::error_code ignored;
        const bool wanted =
            kind == EntryKind::Folder ? entry->is_directory(ignored) : entry->is_regular_file(ignored);
        if (wanted)
            entries.push_back(entry->path());
        entry.increment(error);
    }
    std::ranges::sort(entries);
    return entries;
}

std::optional<GgufFile> openIfArchitecture(const fs::path &path, std::string_view architecture)
{
    const auto mapped = MappedFile::open(path);
    if (!mapped)
        return std::nullopt;
    const auto first = firstKeyArchitecture(mapped->bytes());
    if (first && *first != architecture)
        return std::nullopt;
    auto file = GgufFile::open(path);
    if (!file || file->architecture() != architecture)
        return std::nullopt;
    return std::move(*file);
}

fs::path folderOf(const fs::path &path)
{
    const fs::path parent = path.parent_path();
    return parent.empty() ? fs::path(".") : parent;
}

} // namespace

} // namespace alcove::inference
