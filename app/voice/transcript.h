#pragma once

#include <QString>

namespace alcove::app {

/// What the model wrote for one piece of sound, without what models put around it: a first line that says
/// "thought", quotation marks around the whole.
QString cleanedTranscript(const QString &text);

/// The text of a piece behind the text of the pieces before: one space between them, a word that stands on
/// both sides of the cut stands once.
QString joinedTranscript(const QString &before, const QString &piece);

} // namespace alcove::app
