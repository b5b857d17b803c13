#pragma once

#include <QString>

namespace alcove::app {

/// What the model wrote for one piece, without the structure models add around it: a leading "thought"
/// line, quotation marks around the whole.
QString cleanedTranscript(const QString &text);

/// Joins the text of a piece to the text before: one space, a word that both sides of the cut repeat
/// stands once.
QString joinedTranscript(const QString &before, const QString &piece);

} // namespace alcove::app
