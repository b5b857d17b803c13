#pragma once

#include "app/pictures/attachment.h"

#include <QDateTime>
#include <QList>
#include <QString>

namespace alcove::app {

enum class MessageAuthor { Person, Model };

/// How an answer came to its present end. A question is always Done.
enum class MessageEnd {
    Queued,  ///< waits behind another answer or for the model
    Waiting, ///< being worked on, nothing written yet
    Streaming,
    Done,
    Stopped,
    LengthLimit,
    ContextFull,
    Looped,
    Failed,
};

/// One message as a value.
struct ChatMessage {
    int id = 0; ///< unique in its conversation: 1, 2 and so on, never used twice
    MessageAuthor author = MessageAuthor::Person;
    QString text{}; ///< an answer's is Markdown
    QList<Attachment> attachments{};
    QString thinking{};
    int thinkingSeconds = 0;
    MessageEnd end = MessageEnd::Done;
    QString errorWhat{};
    QString errorRemedy{};
    int tokens = 0;
    double seconds = 0.0; ///< of writing
    QDateTime time{};
};

} // namespace alcove::app
