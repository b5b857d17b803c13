#pragma once

#include <QString>

namespace alcove::app {

/// The folder of the model that comes with the program: below $ALCOVE_RESOURCES if that is set, else
/// beside the installed program, else in the source tree it was built from. Empty if it is nowhere.
QString demoModelFolder();

} // namespace alcove::app
