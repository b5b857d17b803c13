#pragma once

#include <cstdint>

namespace alcove::inference {

using TokenId = int32_t;
constexpr TokenId kNoToken = -1;

} // namespace alcove::inference
