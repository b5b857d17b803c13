#pragma once

#include "app/chats/message.h"

#include <QString>

namespace alcove::app {

/// A title from a question's first words: one line, at most 40 letters, cut between words. Empty for
/// an empty question.
QString titleFor(const QString &question);
/// The same for a question that may hold attachments alone: the first one's name. Never empty.
QString titleFor(const ChatMessage &question);

} // namespace alcove::app
