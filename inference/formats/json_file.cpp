#include "inference/formats/json_file.h"

#include "inference/formats/mapped_file.h"
#include "inference/formats/quoted.h"

#include <nlohmann/json.hpp>

#include <format>

namespace alcove::inference {

namespace {

// A file of opening brackets would otherwise take sixty times its size in memory.
constexpr int kDeepest = 32;

} // namespace

Result<nlohmann::json> readJsonObject(const std::filesystem::path &path, size_t mostBytes)
{
    const auto file = MappedFile::open(path);
    if (!file)
        return std::unexpected(file.error());
    const size_t size = file->bytes().size();
    if (size > mostBytes)
        return failure(std::format("{} has {} bytes, more than such a file needs.", quotedPath(path), size),
            "Fetch the file again.");
    const auto *start = reinterpret_cast<const char *>(file->bytes().data());
    const auto shallow = [](int depth, nlohmann::json::parse_event_t, nlohmann::json &) {
        return depth < kDeepest;
    };
    constexpr bool kThrow = false;
    auto json = nlohmann::json::parse(start, start + size, shallow, kThrow);
    if (!json.is_object())
        return failure(std::format("{} is not valid JSON.", quotedPath(path)),
            "The file is incomplete or damaged; fetch it again.");
    return json;
}

} // namespace alcove::inference
