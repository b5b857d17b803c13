#include "app/chats/question_builder.h"

namespace alcove::app {

namespace {

QList<QuestionPart> mediaParts(const QList<Attachment> &attachments, AttachmentKind kind)
{
    QList<QuestionPart> parts;
    for (const Attachment &attachment : attachments) {
        if (attachment.kind != kind)
            continue;
        if (kind == AttachmentKind::Picture)
            parts.append({.kind = QuestionPart::Kind::Picture, .picture = attachment.bytes});
        else
            parts.append({.kind = QuestionPart::Kind::Sound, .sound = attachment.samples});
    }
    return parts;
}

QString wholeText(const QString &text, const QList<Attachment> &attachments)
{
    QString whole = text;
    for (const Attachment &attachment : attachments) {
        if (attachment.kind == AttachmentKind::PastedText)
            whole += (whole.isEmpty() ? "" : "\n\n") + attachment.text;
    }
    return whole;
}

QuestionMessage answerMessage(const QString &text)
{
    return {.from = QuestionMessage::From::Model, .parts = {{.text = text}}};
}

} // namespace

Question questionUpTo(const MessageTree &tree, int questionId)
{
    Question question;
    for (const int id : tree.pathTo(questionId)) {
        const ChatMessage &message = *tree.find(id);
        if (message.author == MessageAuthor::Person)
            question.messages.append(questionMessage(message.text, message.attachments));
        else if (!message.text.trimmed().isEmpty())
            question.messages.append(answerMessage(message.text));
    }
    return question;
}

QuestionMessage questionMessage(const QString &text, const QList<Attachment> &attachments)
{
    QuestionMessage message;
    message.parts = mediaParts(attachments, AttachmentKind::Picture);
    if (const QString whole = wholeText(text, attachments); !whole.isEmpty())
        message.parts.append({.text = whole});
    // Sound before its instruction made the 12B answer another question than the one spoken.
    message.parts += mediaParts(attachments, AttachmentKind::Recording);
    return message;
}

Question withoutMedia(const Question &question)
{
    Question plain = question;
    for (QuestionMessage &message : plain.messages) {
        message.parts.removeIf(
            [](const QuestionPart &part) { return part.kind != QuestionPart::Kind::Text; });
    }
    return plain;
}

} // namespace alcove::app
