#pragma once

#include "tests/house_rules/source_tree.h"

namespace alcove::house {

/// A source longer than 400 lines has two subjects.
QStringList lengthBreaches(const SourceFile &file);

/// C++ files and their folders are snake_case, QML files PascalCase.
QStringList nameBreaches(const SourceFile &file);

/// Marks of unfinished work, skipped tests, paths of somebody's machine, addresses of package servers.
QStringList wordBreaches(const SourceFile &file);

/// Text of the window that no translator will see, because qsTr is missing.
QStringList untranslatedText(const SourceFile &file);

} // namespace alcove::house
