#include "app/pictures/attachment_model.h"

#include "app/pictures/picture_decoder.h"

#include <QFileInfo>

#include <algorithm>

namespace alcove::app {

namespace {

constexpr qsizetype kSamplesPerSecond = 16'000;

int secondsOf(const Attachment &attachment)
{
    return int((attachment.samples.size() + kSamplesPerSecond - 1) / kSamplesPerSecond);
}

/// Until the file has been looked at, its name says what the place is shown as.
AttachmentKind guessedKind(const QString &name)
{
    static const QStringList kSounds{
        "wav", "mp3", "ogg", "opus", "oga", "flac", "m4a", "aac", "aiff", "webm", "wma", "amr", "mka"};
    static const QStringList kTexts{"txt", "md", "csv", "log", "json", "xml", "html", "cpp", "h", "py", "js"};
    const QString ending = QFileInfo(name).suffix().toLower();
    if (kSounds.contains(ending))
        return AttachmentKind::Recording;
    return kTexts.contains(ending) ? AttachmentKind::PastedText : AttachmentKind::Picture;
}

} // namespace

AttachmentModel::AttachmentModel(PictureDecoder *decoder, QObject *parent)
    : QAbstractListModel(parent)
    , m_decoder(decoder)
{
    connect(decoder, &PictureDecoder::examined, this, &AttachmentModel::takeResult);
}

AttachmentModel::~AttachmentModel()
{
    for (const Attachment &attachment : std::as_const(m_attachments))
        m_decoder->forget(attachment.id);
}

void AttachmentModel::setTokenCosts(TokenCosts costs)
{
    m_costs = std::move(costs);
    if (!m_attachments.isEmpty())
        emit dataChanged(index(0), index(count() - 1), {TokensRole});
    emit tokensChanged();
}

void AttachmentModel::addFiles(const QList<QUrl> &urls)
{
    QStringList leftOut;
    for (const QUrl &url : urls) {
        Attachment attachment;
        attachment.name = url.fileName();
        attachment.kind = guessedKind(attachment.name);
        if (attachment.kind == AttachmentKind::Picture && pictureCount() >= kMostPictures) {
            leftOut += attachment.name;
            continue;
        }
        attachment.id = m_decoder->nextId();
        append(attachment);
        m_decoder->examineFile(attachment.id, url.toLocalFile());
    }
    tellOfLeftOut(leftOut);
}

void AttachmentModel::addPicture(const QImage &picture, const QString &name)
{
    if (pictureCount() >= kMostPictures) {
        tellOfLeftOut({name});
        return;
    }
    Attachment attachment;
    attachment.id = m_decoder->nextId();
    attachment.name = name;
    append(attachment);
    m_decoder->examinePicture(attachment.id, name, picture);
}

void AttachmentModel::addRecording(const QList<float> &samples, const QString &name)
{
    Attachment attachment;
    attachment.id = m_decoder->nextId();
    attachment.name = name;
    attachment.kind = AttachmentKind::Recording;
    attachment.state = AttachmentState::Ready;
    attachment.samples = samples;
    append(attachment);
}

void AttachmentModel::addText(const QString &text, const QString &name)
{
    Attachment attachment;
    attachment.id = m_decoder->nextId();
    attachment.name = name;
    attachment.kind = AttachmentKind::PastedText;
    attachment.state = AttachmentState::Ready;
    attachment.text = text;
    append(attachment);
}

QList<Attachment> AttachmentModel::take()
{
    QList<Attachment> ready;
    for (const Attachment &attachment : std::as_const(m_attachments)) {
        if (attachment.state == AttachmentState::Ready)
            ready += attachment;
        else
            m_decoder->forget(attachment.id);
    }
    if (m_attachments.isEmpty())
        return ready;
    beginResetModel();
    m_attachments.clear();
    endResetModel();
    emitSums();
    return ready;
}

void AttachmentModel::restore(const QList<Attachment> &attachments)
{
    beginResetModel();
    m_attachments = attachments;
    endResetModel();
    for (const Attachment &attachment : attachments) {
        if (attachment.kind == AttachmentKind::Picture)
            m_decoder->keep(attachment.id, attachment.bytes);
    }
    emitSums();
}

void AttachmentModel::remove(int row)
{
    if (row < 0 || row >= count())
        return;
    m_decoder->forget(m_attachments[row].id);
    removeRow(row);
}

void AttachmentModel::move(int from, int to)
{
    if (from < 0 || to < 0 || from >= count() || to >= count() || from == to)
        return;
    beginMoveRows({}, from, from, {}, to > from ? to + 1 : to);
    m_attachments.move(from, to);
    endMoveRows();
}

int AttachmentModel::tokens() const
{
    int sum = 0;
    for (const Attachment &attachment : m_attachments)
        sum += tokensOf(attachment);
    return sum;
}

bool AttachmentModel::decoding() const
{
    return std::ranges::any_of(
        m_attachments, [](const Attachment &a) { return a.state == AttachmentState::Decoding; });
}

int AttachmentModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : count();
}

QVariant AttachmentModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Attachment &attachment = m_attachments[index.row()];
    const bool shown =
        attachment.kind == AttachmentKind::Picture && attachment.state == AttachmentState::Ready;
    switch (role) {
    case AttachmentIdRole:
        return attachment.id;
    case NameRole:
        return attachment.name;
    case KindRole:
        return QVariant::fromValue(Kind(attachment.kind));
    case SourceRole:
        return shown ? PictureDecoder::thumbnailUrl(attachment.id) : QUrl();
    case TokensRole:
        return tokensOf(attachment);
    case SecondsRole:
        return secondsOf(attachment);
    case StateRole:
        return QVariant::fromValue(State(attachment.state));
    case ErrorRole:
        return attachment.error;
    default:
        return {};
    }
}

QHash<int, QByteArray> AttachmentModel::roleNames() const
{
    return {{AttachmentIdRole, "attachmentId"}, {NameRole, "name"}, {KindRole, "kind"},
        {SourceRole, "source"}, {TokensRole, "tokens"}, {SecondsRole, "seconds"}, {StateRole, "state"},
        {ErrorRole, "error"}};
}

int AttachmentModel::pictureCount() const
{
    return int(std::ranges::count(m_attachments, AttachmentKind::Picture, &Attachment::kind));
}

void AttachmentModel::append(const Attachment &attachment)
{
    beginInsertRows({}, count(), count());
    m_attachments += attachment;
    endInsertRows();
    emitSums();
}

void AttachmentModel::removeRow(int row)
{
    beginRemoveRows({}, row, row);
    m_attachments.removeAt(row);
    endRemoveRows();
    emitSums();
}

void AttachmentModel::takeResult(const Attachment &examined)
{
    const auto found = std::ranges::find(m_attachments, examined.id, &Attachment::id);
    if (found == m_attachments.end())
        return; // of another chat, or removed meanwhile
    const int row = int(found - m_attachments.begin());
    const bool foreign = examined.state == AttachmentState::Failed && examined.error.isEmpty();
    // The name may have promised something else than a picture.
    const bool ninth = examined.kind == AttachmentKind::Picture && found->kind != AttachmentKind::Picture &&
                       pictureCount() >= kMostPictures;
    if (foreign || ninth) {
        m_decoder->forget(examined.id);
        removeRow(row);
        if (foreign)
            emit notice(tr("Alcove cannot read “%1”.").arg(examined.name),
                tr("It reads pictures, recordings and text."));
        else
            tellOfLeftOut({examined.name});
        return;
    }
    *found = examined;
    emit dataChanged(index(row), index(row));
    emitSums();
}

void AttachmentModel::tellOfLeftOut(const QStringList &names)
{
    if (names.isEmpty())
        return;
    //: %1 is a list of file names
    emit notice(tr("A message takes %n picture(s) at most. Left out: %1", "", kMostPictures)
                    .arg(names.join(QStringLiteral(", "))),
        tr("Send the others with the next message."));
}

int AttachmentModel::tokensOf(const Attachment &attachment) const
{
    if (attachment.state != AttachmentState::Ready)
        return 0;
    switch (attachment.kind) {
    case AttachmentKind::Picture:
        return m_costs.picture ? m_costs.picture(attachment.size) : 0;
    case AttachmentKind::Recording:
        return m_costs.recording ? m_costs.recording(attachment.samples.size()) : 0;
    case AttachmentKind::PastedText:
        return m_costs.text ? m_costs.text(attachment.text) : 0;
    }
    return 0;
}

void AttachmentModel::emitSums()
{
    emit countChanged();
    emit tokensChanged();
    emit decodingChanged();
}

} // namespace alcove::app
