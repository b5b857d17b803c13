#include "app/chats/message_model.h"

#include "app/markdown/block_model.h"
#include "app/pictures/picture_decoder.h"

#include <QQmlEngine>
#include <QUrl>

#include <algorithm>

namespace alcove::app {

namespace {

constexpr qsizetype kSamplesPerSecond = 16'000;

QVariantList picturesOf(const ChatMessage &message)
{
    QVariantList urls;
    for (const Attachment &attachment : message.attachments) {
        if (attachment.kind == AttachmentKind::Picture)
            urls.append(PictureDecoder::thumbnailUrl(attachment.id));
    }
    return urls;
}

QVariantList recordingsOf(const ChatMessage &message)
{
    QVariantList seconds;
    for (const Attachment &attachment : message.attachments) {
        if (attachment.kind == AttachmentKind::Recording)
            seconds.append(int((attachment.samples.size() + kSamplesPerSecond - 1) / kSamplesPerSecond));
    }
    return seconds;
}

QVariantList pastedTextsOf(const ChatMessage &message)
{
    QVariantList texts;
    for (const Attachment &attachment : message.attachments) {
        if (attachment.kind == AttachmentKind::PastedText)
            texts.append(attachment.text);
    }
    return texts;
}

bool wasCut(MessageEnd end)
{
    return end == MessageEnd::Stopped || end == MessageEnd::LengthLimit || end == MessageEnd::Looped ||
           end == MessageEnd::Failed;
}

} // namespace

MessageModel::MessageModel(const CodeHighlighter *highlighter, QObject *parent)
    : QAbstractListModel(parent)
    , m_highlighter(highlighter)
{}

MessageModel::~MessageModel() = default;

int MessageModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : count();
}

QVariant MessageModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const int id = m_path[size_t(index.row())];
    const ChatMessage &message = *m_tree.find(id);
    switch (role) {
    case MessageIdRole:
        return id;
    case FromUserRole:
        return message.author == MessageAuthor::Person;
    case Qt::DisplayRole:
    case TextRole:
        return message.text;
    case PicturesRole:
        return picturesOf(message);
    case RecordingsRole:
        return recordingsOf(message);
    case PastedTextsRole:
        return pastedTextsOf(message);
    case VersionRole:
        return m_tree.version(id);
    case VersionCountRole:
        return m_tree.versionCount(id);
    case TimeRole:
        return message.time;
    default:
        return answerValue(message, role);
    }
}

QVariant MessageModel::answerValue(const ChatMessage &message, int role) const
{
    switch (role) {
    case BlocksRole:
        return QVariant::fromValue(message.author == MessageAuthor::Model ? blocksOf(message) : nullptr);
    case ThinkingRole:
        return message.thinking;
    case ThinkingSecondsRole:
        return message.thinkingSeconds;
    case StateRole:
        return QVariant::fromValue(MessageState(message.end));
    case ErrorWhatRole:
        return message.errorWhat;
    case ErrorRemedyRole:
        return message.errorRemedy;
    case TokensRole:
        return message.tokens;
    case SecondsRole:
        return message.seconds;
    case TokensPerSecondRole:
        return message.seconds > 0.0 ? message.tokens / message.seconds : 0.0;
    case CanGoOnRole:
        return canGoOn(message.id);
    default:
        return {};
    }
}

QHash<int, QByteArray> MessageModel::roleNames() const
{
    return {
        {MessageIdRole, "messageId"},
        {FromUserRole, "fromUser"},
        {TextRole, "text"},
        {BlocksRole, "blocks"},
        {ThinkingRole, "thinking"},
        {ThinkingSecondsRole, "thinkingSeconds"},
        {PicturesRole, "pictures"},
        {RecordingsRole, "recordings"},
        {PastedTextsRole, "pastedTexts"},
        {StateRole, "state"},
        {ErrorWhatRole, "errorWhat"},
        {ErrorRemedyRole, "errorRemedy"},
        {VersionRole, "version"},
        {VersionCountRole, "versionCount"},
        {TokensRole, "tokens"},
        {SecondsRole, "seconds"},
        {TokensPerSecondRole, "tokensPerSecond"},
        {TimeRole, "time"},
        {CanGoOnRole, "canGoOn"},
    };
}

int MessageModel::add(int parentId, ChatMessage message)
{
    const int last = lastId();
    const int id = m_tree.add(parentId, std::move(message));
    showPath();
    roleChanged(last, {CanGoOnRole});
    return id;
}

bool MessageModel::showVersion(int id, int delta)
{
    if (delta == 0 || !m_tree.find(id) || m_tree.choose(id, delta) == 0)
        return false;
    showPath();
    return true;
}

/// What both paths begin with stays untouched; the row where they part changes, what followed it goes.
void MessageModel::showPath()
{
    const std::vector<int> path = m_tree.path();
    const auto [oldEnd, newEnd] = std::ranges::mismatch(m_path, path);
    const bool flips = oldEnd != m_path.end() && newEnd != path.end();
    const int kept = int(oldEnd - m_path.begin()) + (flips ? 1 : 0);
    const int before = count();
    if (kept < count()) {
        beginRemoveRows({}, kept, count() - 1);
        m_path.resize(size_t(kept));
        endRemoveRows();
    }
    if (flips) {
        m_path[size_t(kept - 1)] = path[size_t(kept - 1)];
        emit dataChanged(index(kept - 1), index(kept - 1));
    }
    if (kept < int(path.size())) {
        beginInsertRows({}, kept, int(path.size()) - 1);
        m_path = path;
        endInsertRows();
    }
    if (count() != before)
        emit countChanged();
}

void MessageModel::appendText(int id, const QString &text)
{
    ChatMessage &message = *m_tree.find(id);
    message.text += text;
    if (const auto blocks = m_blocks.find(id); blocks != m_blocks.end())
        blocks->second->setMarkdown(message.text, BlockModel::TextState::Growing);
    roleChanged(id, {TextRole});
}

void MessageModel::appendThinking(int id, const QString &text)
{
    m_tree.find(id)->thinking += text;
    roleChanged(id, {ThinkingRole});
}

void MessageModel::setThinkingSeconds(int id, int seconds)
{
    int &held = m_tree.find(id)->thinkingSeconds;
    if (std::exchange(held, seconds) != seconds)
        roleChanged(id, {ThinkingSecondsRole});
}

void MessageModel::setEnd(int id, MessageEnd end)
{
    ChatMessage &message = *m_tree.find(id);
    if (std::exchange(message.end, end) == end)
        return;
    // What was taken for the start of something while the text grew is now known to be what it is.
    if (const auto blocks = m_blocks.find(id); end != MessageEnd::Streaming && blocks != m_blocks.end())
        blocks->second->setMarkdown(message.text);
    roleChanged(id, {StateRole, CanGoOnRole});
}

void MessageModel::setError(int id, const QString &what, const QString &remedy)
{
    ChatMessage &message = *m_tree.find(id);
    message.errorWhat = what;
    message.errorRemedy = remedy;
    roleChanged(id, {ErrorWhatRole, ErrorRemedyRole});
}

void MessageModel::setFigures(int id, int tokens, double seconds)
{
    ChatMessage &message = *m_tree.find(id);
    message.tokens = tokens;
    message.seconds = seconds;
    roleChanged(id, {TokensRole, SecondsRole, TokensPerSecondRole});
}

bool MessageModel::canGoOn(int id) const
{
    const ChatMessage *message = m_tree.find(id);
    return message && id == lastId() && message->author == MessageAuthor::Model && !message->text.isEmpty() &&
           wasCut(message->end);
}

int MessageModel::rowOf(int id) const
{
    // Work is nearly always on the last rows.
    const auto found = std::ranges::find(m_path.rbegin(), m_path.rend(), id);
    return found == m_path.rend() ? -1 : int(m_path.rend() - found) - 1;
}

void MessageModel::roleChanged(int id, const QList<int> &roles)
{
    if (const int row = rowOf(id); row >= 0)
        emit dataChanged(index(row), index(row), roles);
}

BlockModel *MessageModel::blocksOf(const ChatMessage &message) const
{
    std::unique_ptr<BlockModel> &blocks = m_blocks[message.id];
    if (!blocks) {
        blocks = std::make_unique<BlockModel>(m_highlighter);
        QQmlEngine::setObjectOwnership(blocks.get(), QQmlEngine::CppOwnership);
        blocks->setMarkdown(message.text);
    }
    return blocks.get();
}

} // namespace alcove::app
