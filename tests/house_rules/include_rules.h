#pragma once

#include "tests/house_rules/source_tree.h"

namespace alcove::house {

/// The includes of a C++ file that cross the house the wrong way: our own headers against the table
/// of CONTRIBUTING.md ("Who may include whom"), libraries against the folders that may use them.
QStringList includeBreaches(const SourceFile &file);

/// Lines of an engine folder's CMakeLists.txt that bring in Qt.
QStringList qtInEngineTargets(const SourceFile &file);

} // namespace alcove::house
