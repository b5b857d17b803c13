#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace alcove::inference {

/// A name out of a file in typographic quotation marks, fit for a sentence: at most 80 bytes, cut
/// between characters, control characters and broken UTF-8 replaced by "?".
std::string quotedName(std::string_view name);

/// The last part of a path, quoted; the whole path if it has no last part.
std::string quotedPath(const std::filesystem::path &path);

} // namespace alcove::inference
