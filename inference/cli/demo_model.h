#pragma once

#include "inference/result.h"

#include <filesystem>

namespace alcove::inference {

/// The folder of the model that comes with the program: below $ALCOVE_RESOURCES if that is set, else
/// beside the installed program (../share/alcove), else in the source tree that it was built from.
[[nodiscard]] Result<std::filesystem::path> demoModelFolder();

} // namespace alcove::inference
