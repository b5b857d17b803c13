#pragma once

#include "app/chats/message_tree.h"
#include "app/engine_thread/messages.h"

namespace alcove::app {

/// The conversation from its beginning to `questionId`, that one included (0: nothing), as the model
/// gets it: all texts, pictures and recordings; of answers only what was written, not what was thought.
/// Answers without a word are left out.
Question questionUpTo(const MessageTree &tree, int questionId);

/// One message of a person: pictures, then the text with pasted texts behind it, recordings last.
QuestionMessage questionMessage(const QString &text, const QList<Attachment> &attachments);

/// The same question with neither pictures nor sounds.
Question withoutMedia(const Question &question);

} // namespace alcove::app
