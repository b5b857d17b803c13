#pragma once

#include <expected>
#include <string>
#include <utility>

namespace alcove::inference {

/// Why something did not work, in words for the person in front of the program.
struct Error {
    std::string what;   ///< One sentence: what is wrong and where.
    std::string remedy; ///< One sentence: what to do about it; may be empty.

    /// Both sentences on one line.
    std::string message() const { return remedy.empty() ? what : what + ' ' + remedy; }
};

/// What every function that can fail returns. The engine never prints, never exits, never throws.
template <typename T>
using Result = std::expected<T, Error>;

[[nodiscard]] inline std::unexpected<Error> failure(std::string what, std::string remedy = {})
{
    return std::unexpected(Error{std::move(what), std::move(remedy)});
}

} // namespace alcove::inference
