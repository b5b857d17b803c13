#include "app/chats/conversation.h"

#include "app/chats/clipboard.h"
#include "app/chats/question_builder.h"
#include "app/chats/title.h"
#include "app/pictures/picture_decoder.h"
#include "app/settings/settings.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QRandomGenerator>

#include <algorithm>

namespace alcove::app {

namespace {

/// Longer sounds in one message are untested with the model (spec 4).
constexpr qsizetype kMostSamplesInMessage = 30 * 16'000;

} // namespace

Conversation::Conversation(int chatId, const ChatNeeds &needs, QObject *parent)
    : QObject(parent)
    , m_chatId(chatId)
    , m_needs(needs)
    , m_messages(needs.highlighter)
    , m_attachments(needs.decoder)
    , m_run(&m_messages)
    , m_meter(needs)
    , m_thinkFirst(needs.settings->thinkFirst())
{
    TokenCosts costs;
    costs.picture = [this](QSize pixels) {
        return m_needs.pictureTokens(pixels, m_needs.settings->imageTokens());
    };
    costs.recording = m_needs.soundTokens;
    m_attachments.setTokenCosts(std::move(costs));
    connectParts();
}

Conversation::~Conversation()
{
    for (int id = 1; const ChatMessage *message = m_messages.message(id); ++id) {
        for (const Attachment &attachment : message->attachments)
            m_needs.decoder->forget(attachment.id);
    }
}

void Conversation::connectParts()
{
    connect(&m_run, &AnswerRun::stageChanged, this, &Conversation::activityChanged);
    connect(&m_run, &AnswerRun::progressChanged, this, &Conversation::progressChanged);
    connect(&m_run, &AnswerRun::speedChanged, this, &Conversation::speedChanged);
    connect(&m_run, &AnswerRun::thinkingSecondsChanged, this, &Conversation::thinkingSecondsChanged);
    connect(&m_meter, &TokenMeter::changed, this, &Conversation::tokensChanged);
    connect(&m_meter, &TokenMeter::due, this, &Conversation::count);
    connect(&m_meter, &TokenMeter::countAsked, this, &Conversation::countAsked);
    connect(&m_attachments, &AttachmentModel::countChanged, this, &Conversation::canSendChanged);
    connect(&m_attachments, &AttachmentModel::decodingChanged, this, &Conversation::canSendChanged);
    connect(&m_attachments, &AttachmentModel::tokensChanged, &m_meter, &TokenMeter::countSoon);
    connect(&m_attachments, &AttachmentModel::notice, this, &Conversation::notice);
    connectDictation();
}

void Conversation::connectDictation()
{
    connect(&m_dictation, &Dictation::runningChanged, this, &Conversation::activityChanged);
    connect(&m_dictation, &Dictation::pieceAsked, this, &Conversation::transcriptAsked);
    connect(&m_dictation, &Dictation::keptChanged, this, &Conversation::keptRecordingChanged);
    connect(&m_dictation, &Dictation::finished, this, &Conversation::takeTranscript);
    connect(&m_dictation, &Dictation::stopped, this, [this](const QString &text) {
        if (!text.isEmpty())
            emit transcribed(text);
    });
    connect(&m_dictation, &Dictation::nothingHeard, this,
        [this] { emit notice(tr("Nothing was heard."), tr("Speak closer, or choose another microphone.")); });
    connect(&m_dictation, &Dictation::failed, this,
        [this](const Failure &failure) { emit notice(failure.what, failure.remedy); });
}

bool Conversation::canSend() const
{
    if (m_queued.exists || m_attachments.decoding())
        return false;
    const auto isReady = [](const Attachment &attachment) {
        return attachment.state == AttachmentState::Ready;
    };
    return !m_draft.trimmed().isEmpty() || std::ranges::any_of(m_attachments.attachments(), isReady);
}

void Conversation::send()
{
    if (!canSend())
        return;
    const QString text = m_draft.trimmed();
    const QList<Attachment> attachments = m_attachments.take();
    setDraft({});
    m_dictation.discard();
    if (m_run.isRunning())
        setQueued({.exists = true, .text = text, .attachments = attachments});
    else
        sendMessage(text, attachments);
}

void Conversation::sendMessage(const QString &text, const QList<Attachment> &attachments)
{
    const ChatMessage question{.author = MessageAuthor::Person,
        .text = text,
        .attachments = attachments,
        .time = QDateTime::currentDateTime()};
    if (m_title.isEmpty())
        setTitle(titleFor(question));
    const int questionId = m_messages.add(m_messages.lastId(), question);
    emit messageSent();
    requestAnswer(questionId);
}

void Conversation::requestAnswer(int questionId)
{
    const ChatMessage answer{
        .author = MessageAuthor::Model, .end = MessageEnd::Queued, .time = QDateTime::currentDateTime()};
    const int answerId = m_messages.add(questionId, answer);
    Question question = questionUpTo(m_messages.tree(), questionId);
    question.thinkFirst = m_thinkFirst;
    startAnswer(answerId, std::move(question));
}

void Conversation::startAnswer(int answerId, Question question)
{
    question.imageTokens = m_needs.settings->imageTokens();
    question.seed = QRandomGenerator::global()->generate64();
    m_run.start(answerId);
    emit asked(question);
}

void Conversation::stop()
{
    if (!m_run.isRunning() && !m_dictation.isRunning())
        return;
    emit stopAsked();
    m_dictation.stop();
}

void Conversation::regenerate(int messageId)
{
    const ChatMessage *message = m_messages.message(messageId);
    if (m_run.isRunning() || !message || message->author != MessageAuthor::Model)
        return;
    requestAnswer(m_messages.parentOf(messageId));
}

void Conversation::goOnWriting(int messageId)
{
    if (m_run.isRunning() || !m_messages.canGoOn(messageId))
        return;
    const ChatMessage &answer = *m_messages.message(messageId);
    Question question = questionUpTo(m_messages.tree(), m_messages.parentOf(messageId));
    question.continueFrom = answer.text;
    question.continueThinking = answer.thinking;
    question.thinkFirst = !answer.thinking.isEmpty();
    m_messages.setError(messageId, {}, {});
    m_messages.setEnd(messageId, MessageEnd::Queued);
    startAnswer(messageId, std::move(question));
}

void Conversation::editQuestion(int messageId, const QString &text)
{
    const ChatMessage *message = m_messages.message(messageId);
    if (m_run.isRunning() || !message || message->author != MessageAuthor::Person ||
        (text.trimmed().isEmpty() && message->attachments.isEmpty()))
        return;
    ChatMessage edited{.author = MessageAuthor::Person,
        .text = text.trimmed(),
        .attachments = message->attachments,
        .time = QDateTime::currentDateTime()};
    const int editedId = m_messages.add(m_messages.parentOf(messageId), std::move(edited));
    emit messageSent();
    requestAnswer(editedId);
}

void Conversation::showVersion(int messageId, int delta)
{
    if (m_messages.showVersion(messageId, delta))
        m_meter.countSoon();
}

void Conversation::copyAsText(int messageId)
{
    const ChatMessage *message = m_messages.message(messageId);
    if (!message)
        return;
    const bool isMarkdown = message->author == MessageAuthor::Model;
    QGuiApplication::clipboard()->setText(isMarkdown ? plainTextOf(message->text) : message->text);
}

void Conversation::copyAsMarkdown(int messageId)
{
    if (const ChatMessage *message = m_messages.message(messageId))
        QGuiApplication::clipboard()->setText(message->text);
}

bool Conversation::paste()
{
    return pasteInto(m_attachments, QGuiApplication::clipboard()->mimeData());
}

void Conversation::insertPastedText(int row)
{
    const QList<Attachment> &attachments = m_attachments.attachments();
    if (row < 0 || row >= attachments.size() || attachments[row].kind != AttachmentKind::PastedText)
        return;
    const QString text = attachments[row].text;
    m_attachments.remove(row);
    setDraft(m_draft.isEmpty() ? text : m_draft + '\n' + text);
}

void Conversation::setQueued(Queued queued)
{
    m_queued = std::move(queued);
    emit queuedChanged();
    emit canSendChanged();
}

void Conversation::cancelQueued()
{
    if (!m_queued.exists)
        return;
    const Queued queued = std::exchange(m_queued, {});
    emit queuedChanged();
    setDraft(m_draft.isEmpty() ? queued.text : queued.text + '\n' + m_draft);
    m_attachments.restore(queued.attachments + m_attachments.take());
    emit canSendChanged();
}

void Conversation::sendQueued()
{
    if (!m_queued.exists)
        return;
    const Queued queued = std::exchange(m_queued, {});
    emit queuedChanged();
    emit canSendChanged();
    sendMessage(queued.text, queued.attachments);
}

void Conversation::onAnswered(const AnswerResult &result)
{
    m_run.takeResult(result);
    if (result.tokensHeld > 0)
        m_meter.setHeld(result.tokensHeld);
    else
        m_meter.countSoon();
    sendQueued();
}

void Conversation::onFailed(const Failure &failure)
{
    m_run.takeFailure(failure);
    cancelQueued();
}

void Conversation::writeDown()
{
    if (m_takeRecording && !m_dictation.isRunning())
        startDictation(m_takeRecording());
}

void Conversation::writeDownAgain()
{
    if (keptSeconds() > 0 && !m_dictation.isRunning())
        startDictation(m_dictation.recording());
}

void Conversation::startDictation(const QList<float> &recording)
{
    m_isDictationLoading = false;
    m_dictationDone = m_dictationTotal = 0;
    m_dictation.start(recording);
}

void Conversation::sendRecording()
{
    if (!m_takeRecording)
        return;
    const QList<float> recording = m_takeRecording();
    if (recording.isEmpty()) {
        emit notice(tr("Nothing was heard."), tr("Speak closer, or choose another microphone."));
        return;
    }
    m_dictation.keep(recording);
    if (recording.size() > kMostSamplesInMessage) {
        emit notice(tr("A recording in a message can last 30 seconds."), tr("Let it be written down."));
        return;
    }
    attachRecording();
    send();
}

void Conversation::attachRecording()
{
    if (keptSeconds() == 0)
        return;
    m_attachments.addRecording(m_dictation.recording(), tr("Recording"));
    m_dictation.discard();
}

void Conversation::onTranscriptProgressed(const AnswerProgress &progress)
{
    m_isDictationLoading = progress.phase == AnswerProgress::Phase::Loading;
    m_dictationDone = progress.done;
    m_dictationTotal = progress.total;
    emit activityChanged();
    emit progressChanged();
}

void Conversation::takeTranscript(const QString &text)
{
    if (text.isEmpty())
        emit notice(tr("The model could not make this out."), tr("Try again, or send the sound itself."));
    else
        emit transcribed(text);
}

Conversation::Activity Conversation::activity() const
{
    if (m_run.isRunning() || !m_dictation.isRunning())
        return Activity(m_run.stage());
    return m_isDictationLoading ? Loading : WritingDown;
}

qint64 Conversation::progressDone() const
{
    return m_run.isRunning() || !m_dictation.isRunning() ? m_run.progressDone() : m_dictationDone;
}

qint64 Conversation::progressTotal() const
{
    return m_run.isRunning() || !m_dictation.isRunning() ? m_run.progressTotal() : m_dictationTotal;
}

void Conversation::count()
{
    // The count of a running answer comes with its end.
    if (!m_run.isRunning()) {
        m_meter.count(m_messages.tree(), m_messages.lastId(), m_draft.trimmed(), m_attachments.attachments(),
            m_thinkFirst);
    }
}

void Conversation::onCounted(int tokens)
{
    if (!m_run.isRunning())
        m_meter.takeCount(tokens);
}

void Conversation::setTitle(const QString &title)
{
    if (std::exchange(m_title, title) != title)
        emit titleChanged();
}

void Conversation::setDraft(const QString &text)
{
    if (std::exchange(m_draft, text) == text)
        return;
    emit draftChanged();
    emit canSendChanged();
    m_meter.countSoon();
}

void Conversation::setThinkFirst(bool on)
{
    if (std::exchange(m_thinkFirst, on) == on)
        return;
    emit thinkFirstChanged();
    m_meter.countSoon();
}

} // namespace alcove::app
