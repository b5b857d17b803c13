#include "app/chats/chats.h"

#include <QDateTime>

#include <utility>

namespace alcove::app {

namespace {

/// Behind midnight, so that a timer that comes early does not find the day before.
constexpr qint64 kMillisecondsBehindMidnight = 1000;

} // namespace

Chats::Chats(const ChatNeeds &needs, QObject *parent) : QObject(parent), m_needs(needs)
{
    m_midnight.setSingleShot(true);
    connect(&m_midnight, &QTimer::timeout, this, [this] {
        m_list.setToday(QDate::currentDate());
        watchMidnight();
    });
    watchMidnight();
    newChat();
}

Chats::~Chats() = default;

void Chats::watchMidnight()
{
    const QDateTime now = QDateTime::currentDateTime();
    const QDateTime midnight = now.date().addDays(1).startOfDay();
    m_midnight.start(int(now.msecsTo(midnight) + kMillisecondsBehindMidnight));
}

void Chats::newChat()
{
    if (!m_blank)
        m_blank = create();
    setCurrent(m_blank);
}

Conversation *Chats::create()
{
    const int id = ++m_lastChatId;
    auto conversation = std::make_unique<Conversation>(id, m_needs);
    conversation->setTakeRecording(m_takeRecording);
    conversation->setTokensTotal(m_contextLength);
    connectConversation(conversation.get());
    return m_conversations.emplace(id, std::move(conversation)).first->second.get();
}

void Chats::connectConversation(Conversation *conversation)
{
    connect(conversation, &Conversation::asked, this, [this, conversation](const Question &question) {
        emit asked(number(conversation, Request::Kind::Answer), question);
    });
    connect(conversation, &Conversation::transcriptAsked, this,
        [this, conversation](const QList<float> &samples) {
            emit transcriptAsked(number(conversation, Request::Kind::Transcript), samples);
        });
    connect(conversation, &Conversation::countAsked, this, [this, conversation](const Question &question) {
        m_counting = conversation;
        emit countAsked(++m_countId, question);
    });
    connect(
        conversation, &Conversation::stopAsked, this, [this, conversation] { stopRequests(conversation); });
    connect(conversation, &Conversation::messageSent, this, [this, conversation] {
        if (m_blank == conversation)
            m_blank = nullptr;
        listOrTouch(conversation);
    });
    connect(
        conversation, &Conversation::activityChanged, this, [this, conversation] { showWork(conversation); });
    connect(conversation, &Conversation::titleChanged, this,
        [this, conversation] { m_list.setTitle(conversation->chatId(), conversation->title()); });
}

qint64 Chats::number(Conversation *conversation, Request::Kind kind)
{
    m_requests.insert(++m_lastRequestId, {conversation, kind});
    return m_lastRequestId;
}

Conversation *Chats::find(int chatId) const
{
    const auto found = m_conversations.find(chatId);
    const bool isBinned = m_bin && m_bin->entry.chatId == chatId;
    return found == m_conversations.end() || isBinned ? nullptr : found->second.get();
}

void Chats::open(int chatId)
{
    if (Conversation *conversation = find(chatId))
        setCurrent(conversation);
}

void Chats::setCurrent(Conversation *conversation)
{
    if (std::exchange(m_current, conversation) == conversation)
        return;
    emit currentChanged();
    conversation->countSoon();
}

void Chats::rename(int chatId, const QString &title)
{
    Conversation *conversation = find(chatId);
    if (conversation && !title.trimmed().isEmpty())
        conversation->setTitle(title.simplified());
}

void Chats::setPinned(int chatId, bool pinned)
{
    m_list.setPinned(chatId, pinned);
}

void Chats::remove(int chatId)
{
    const ChatEntry *listed = m_list.find(chatId);
    if (!listed)
        return;
    dismissUndo();
    Conversation *conversation = find(chatId);
    const int row = m_list.rowOf(chatId);
    const Binned binned{.entry = *listed, .wasCurrent = conversation == m_current};
    conversation->cancelQueued();
    stopRequests(conversation);
    m_list.remove(chatId);
    m_bin = binned;
    if (binned.wasCurrent) {
        if (m_list.count() == 0)
            newChat();
        else
            open(m_list.chatAt(qMin(row, m_list.count() - 1)));
    }
    emit undoChanged();
}

void Chats::undo()
{
    if (!m_bin)
        return;
    const Binned binned = *std::exchange(m_bin, {});
    m_list.insert(binned.entry);
    showWork(find(binned.entry.chatId));
    if (binned.wasCurrent)
        open(binned.entry.chatId);
    emit undoChanged();
}

void Chats::dismissUndo()
{
    if (!m_bin)
        return;
    const auto binned = m_conversations.find(m_bin->entry.chatId);
    Conversation *conversation = binned->second.release();
    m_conversations.erase(binned);
    m_requests.removeIf(
        [conversation](const auto &request) { return request.value().conversation == conversation; });
    if (m_counting == conversation)
        m_counting = nullptr;
    conversation->deleteLater(); // a view may still be letting go of it
    m_bin.reset();
    emit undoChanged();
}

QString Chats::undoText() const
{
    //: %1 is the title of a chat
    return m_bin ? tr("“%1” is in the bin").arg(m_bin->entry.title) : QString();
}

void Chats::openNext()
{
    openNeighbour(1);
}

void Chats::openPrevious()
{
    openNeighbour(-1);
}

void Chats::openNeighbour(int step)
{
    const int count = m_list.count();
    if (count == 0)
        return;
    const int row = m_list.rowOf(m_current->chatId());
    const int unlisted = step > 0 ? 0 : count - 1;
    open(m_list.chatAt(row < 0 ? unlisted : (row + step + count) % count));
}

void Chats::listOrTouch(const Conversation *conversation)
{
    const QDateTime now = QDateTime::currentDateTime();
    if (m_list.rowOf(conversation->chatId()) >= 0) {
        m_list.setLastUsed(conversation->chatId(), now);
        return;
    }
    m_list.insert({.chatId = conversation->chatId(), .title = conversation->title(), .lastUsed = now});
}

void Chats::showWork(const Conversation *conversation)
{
    const Conversation::Activity activity = conversation->activity();
    const bool waits = activity == Conversation::Waiting;
    const bool writes = activity != Conversation::Idle && activity != Conversation::WritingDown && !waits;
    m_list.setWork(conversation->chatId(), writes, waits);
}

void Chats::stopRequests(const Conversation *conversation)
{
    QList<qint64> ids;
    for (const auto &[id, request] : std::as_const(m_requests).asKeyValueRange()) {
        if (request.conversation == conversation)
            ids.append(id);
    }
    for (const qint64 id : ids) {
        // A dictation takes what it has and is over; what the engine still says of it is not wanted.
        if (m_requests.value(id).kind == Request::Kind::Transcript)
            m_requests.remove(id);
        emit stopAsked(id);
    }
}

void Chats::setTakeRecording(const std::function<QList<float>()> &take)
{
    m_takeRecording = take;
    for (const auto &[id, conversation] : m_conversations)
        conversation->setTakeRecording(take);
}

void Chats::onTextArrived(const TextBatch &batch)
{
    if (Conversation *conversation = m_requests.value(batch.answerId).conversation)
        conversation->onTextArrived(batch);
}

void Chats::onProgressed(const AnswerProgress &progress)
{
    const Request request = m_requests.value(progress.answerId);
    if (!request.conversation)
        return;
    if (request.kind == Request::Kind::Answer)
        request.conversation->onProgressed(progress);
    else
        request.conversation->onTranscriptProgressed(progress);
}

void Chats::onAnswered(const AnswerResult &result)
{
    if (Conversation *conversation = m_requests.take(result.answerId).conversation)
        conversation->onAnswered(result);
}

void Chats::onTranscribed(const Transcript &transcript)
{
    if (Conversation *conversation = m_requests.take(transcript.answerId).conversation)
        conversation->onTranscribed(transcript);
}

void Chats::onFailed(qint64 requestId, const Failure &failure)
{
    const Request request = m_requests.take(requestId);
    if (!request.conversation)
        return;
    if (request.kind == Request::Kind::Answer)
        request.conversation->onFailed(failure);
    else
        request.conversation->onTranscriptFailed(failure);
}

void Chats::onCounted(const TokenCount &count)
{
    if (count.countId == m_countId && m_counting)
        m_counting->onCounted(int(count.tokens));
}

void Chats::setContextLength(int positions)
{
    m_contextLength = positions;
    for (const auto &[id, conversation] : m_conversations)
        conversation->setTokensTotal(positions);
    m_current->countSoon();
}

} // namespace alcove::app
