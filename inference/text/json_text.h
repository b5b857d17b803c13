#pragma once

#include "inference/result.h"
#include "inference/text/message.h"

#include <string_view>

namespace alcove::inference {

/// Reads JSON that somebody else wrote. Refuses what nests deeper or has larger objects than any
/// conversation (both would cost more than they are worth), with the line of a mistake.
[[nodiscard]] Result<Json> parseJson(std::string_view text);

} // namespace alcove::inference
