#pragma once

#include <QStringList>

namespace alcove::house {

/// What lupdate would add to or remove from the .ts files of translations/ for today's sources:
/// one line a message. Empty when they are up to date, or when there are none yet.
/// Writes into a temporary folder only.
QStringList staleTranslations(const QString &root);

} // namespace alcove::house
