#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

namespace alcove::inference {

/// Text out of a file, fit for a person and for JSON: at most so many bytes, cut between characters
/// and then ended by "…"; control characters and broken UTF-8 replaced by "?".
std::string readableText(std::string_view text, size_t mostBytes);

/// A name out of a file in typographic quotation marks, readable and at most 80 bytes long.
std::string quotedName(std::string_view name);

/// The last part of a path, quoted; the whole path if it has no last part.
std::string quotedPath(const std::filesystem::path &path);

} // namespace alcove::inference
