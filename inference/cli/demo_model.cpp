#include "inference/cli/demo_model.h"

#include <cstdlib>
#include <format>
#include <system_error>
#include <vector>

namespace alcove::inference {

namespace {

constexpr const char *kFolder = "demo-model/hf";

std::vector<std::filesystem::path> placesToLook();

} // namespace

Result<std::filesystem::path> demoModelFolder()
{
    std::error_code ignored;
    const std::vector<std::filesystem::path> places = placesToLook();
    for (const std::filesystem::path &place : places) {
        if (std::filesystem::exists(place / kFolder / "config.json", ignored))
            return place / kFolder;
    }
    return failure(std::format("The demo model is not in “{}”.", (places.front() / kFolder).string()),
        "Name a model with --model, or let ALCOVE_RESOURCES name the folder that holds demo-model.");
}

namespace {

std::vector<std::filesystem::path> placesToLook()
{
    if (const char *chosen = std::getenv("ALCOVE_RESOURCES"); chosen != nullptr && *chosen != '\0')
        return {chosen};
    std::vector<std::filesystem::path> places;
    std::error_code code;
    if (const auto program = std::filesystem::read_symlink("/proc/self/exe", code); !code)
        places.push_back(program.parent_path().parent_path() / "share" / "alcove");
    places.emplace_back(ALCOVE_SOURCE_RESOURCES);
    return places;
}

} // namespace

} // namespace alcove::inference
