#include "app/chats/token_meter.h"

#include "app/chats/question_builder.h"
#include "app/settings/settings.h"

#include <chrono>
#include <utility>

namespace alcove::app {

using namespace std::chrono_literals;

namespace {

constexpr auto kPause = 300ms;

} // namespace

TokenMeter::TokenMeter(const ChatNeeds &needs, QObject *parent) : QObject(parent), m_needs(needs)
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(kPause);
    connect(&m_pause, &QTimer::timeout, this, &TokenMeter::due);
}

void TokenMeter::setHeld(int tokens)
{
    if (std::exchange(m_held, tokens) != tokens)
        emit changed();
}

void TokenMeter::setTotal(int tokens)
{
    if (std::exchange(m_total, tokens) != tokens)
        emit changed();
}

void TokenMeter::countSoon()
{
    m_pause.start();
}

void TokenMeter::count(const MessageTree &tree, int lastId, const QString &draft,
    const QList<Attachment> &attachments, bool thinkFirst)
{
    Question question = questionUpTo(tree, lastId);
    const QuestionMessage next = questionMessage(draft, attachments);
    if (!next.parts.isEmpty())
        question.messages.append(next);
    if (question.messages.isEmpty()) {
        setHeld(0);
        return;
    }
    question.thinkFirst = thinkFirst;
    m_countedMedia = mediaTokens(attachments);
    for (const int id : tree.pathTo(lastId))
        m_countedMedia += mediaTokens(tree.find(id)->attachments);
    emit countAsked(withoutMedia(question));
}

void TokenMeter::takeCount(int tokens)
{
    setHeld(tokens + m_countedMedia);
}

int TokenMeter::mediaTokens(const QList<Attachment> &attachments) const
{
    int tokens = 0;
    for (const Attachment &attachment : attachments) {
        if (attachment.state != AttachmentState::Ready)
            continue;
        if (attachment.kind == AttachmentKind::Picture)
            tokens += m_needs.pictureTokens(attachment.size, m_needs.settings->imageTokens());
        else if (attachment.kind == AttachmentKind::Recording)
            tokens += m_needs.soundTokens(attachment.samples.size());
    }
    return tokens;
}

} // namespace alcove::app
