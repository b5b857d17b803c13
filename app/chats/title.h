#pragma once

#include <QString>

namespace alcove::app {

/// A title from a question's first words: one line, at most 40 letters, cut between words. Empty for
/// an empty question.
QString titleFor(const QString &question);

} // namespace alcove::app
