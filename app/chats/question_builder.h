#pragma once

#include "app/chats/message_tree.h"
#include "app/engine_thread/messages.h"

namespace alcove::app {

/// The conversation from its beginning to `questionId`, that one included, as the model gets it: all
/// texts, pictures and recordings; of answers only what was written, not what was thought. Answers
/// without a word are left out.
Question questionUpTo(const MessageTree &tree, int questionId);

/// The parts of one message: pictures first (spec 3: pictures stand before the text), then the text,
/// pasted texts behind it, recordings last.
QList<QuestionPart> partsOf(const QString &text, const QList<Attachment> &attachments);

} // namespace alcove::app
