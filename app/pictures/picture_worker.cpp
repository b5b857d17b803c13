#include "app/pictures/picture_worker.h"

#include "app/pictures/file_kind.h"
#include "app/pictures/picture_reading.h"
#include "app/pictures/sound_reader.h"

#include <QFile>
#include <QFileInfo>
#include <QStringDecoder>

namespace alcove::app {

namespace {

constexpr qint64 kLargestPicture = 256LL * 1024 * 1024;
constexpr qint64 kLargestText = 1024LL * 1024;
constexpr int kPreviewCache = 64 * 1024; // KiB

Attachment failed(Attachment attachment, const QString &error)
{
    attachment.state = AttachmentState::Failed;
    attachment.error = error;
    return attachment;
}

QString tooBig(const QString &name, qint64 most)
{
    return PictureWorker::tr("“%1” is too large. At most %2 MB can be read.")
        .arg(name)
        .arg(most / 1024 / 1024);
}

} // namespace

PictureWorker::PictureWorker(QObject *parent) : QObject(parent), m_previews(kPreviewCache) {}

void PictureWorker::examineFile(int id, const QString &path)
{
    Attachment attachment;
    attachment.id = id;
    attachment.name = QFileInfo(path).fileName();
    if (!QFileInfo(path).isReadable()) {
        emit examined(failed(attachment,
            tr("The desktop did not hand “%1” over. Choose it with “Add a file”.").arg(attachment.name)));
        return;
    }
    const FileKind kind = fileKindOf(path);
    if (isPicture(kind))
        examinePictureFile(attachment, path, kind);
    else if (kind == FileKind::Sound)
        examineSoundFile(attachment, path);
    else if (kind == FileKind::Text)
        examineTextFile(attachment, path);
    else
        emit examined(failed(attachment, {}));
}

void PictureWorker::examinePicture(int id, const QString &name, const QImage &picture)
{
    Attachment attachment;
    attachment.id = id;
    attachment.name = name;
    finishPicture(attachment, pictureFileOf(picture));
}

void PictureWorker::examinePictureFile(Attachment attachment, const QString &path, FileKind kind)
{
    attachment.kind = AttachmentKind::Picture;
    QFile file(path);
    if (!file.open(QFile::ReadOnly) || file.size() > kLargestPicture) {
        emit examined(failed(attachment, tooBig(attachment.name, kLargestPicture)));
        return;
    }
    finishPicture(attachment, readPictureFile(file.readAll(), kind, attachment.name));
}

void PictureWorker::finishPicture(Attachment attachment, const std::expected<PictureFile, QString> &file)
{
    if (!file) {
        emit examined(failed(attachment, file.error()));
        return;
    }
    attachment.state = AttachmentState::Ready;
    attachment.bytes = file->bytes;
    attachment.size = file->size;
    m_files.insert(attachment.id, file->bytes);
    m_previews.insert(attachment.id, new QImage(file->preview), file->preview.sizeInBytes() / 1024 + 1);
    emit examined(attachment);
}

void PictureWorker::examineSoundFile(const Attachment &attachment, const QString &path)
{
    auto *reader = new SoundReader(path, this);
    connect(reader, &SoundReader::finished, this,
        [this, reader, attachment](const QList<float> &samples, const QString &error) {
            Attachment heard = attachment;
            heard.kind = AttachmentKind::Recording;
            heard.samples = samples;
            heard.state = AttachmentState::Ready;
            reader->deleteLater();
            emit examined(error.isEmpty() ? heard : failed(heard, error));
        });
    reader->start();
}

void PictureWorker::examineTextFile(Attachment attachment, const QString &path)
{
    attachment.kind = AttachmentKind::PastedText;
    QFile file(path);
    if (!file.open(QFile::ReadOnly) || file.size() > kLargestText) {
        emit examined(failed(attachment, tooBig(attachment.name, kLargestText)));
        return;
    }
    QStringDecoder decoder(QStringDecoder::Utf8);
    attachment.text = decoder(file.readAll());
    attachment.state = AttachmentState::Ready;
    emit examined(decoder.hasError() ? failed(attachment, {}) : attachment);
}

void PictureWorker::keep(int id, const QByteArray &bytes)
{
    m_files.insert(id, bytes);
}

void PictureWorker::forget(int id)
{
    m_files.remove(id);
    m_previews.remove(id);
}

QImage PictureWorker::thumbnail(int id, QSize wanted)
{
    const QImage *preview = m_previews.object(id);
    const bool small = (wanted.width() > 0 || wanted.height() > 0) && wanted.width() <= kPreviewSide / 2 &&
                       wanted.height() <= kPreviewSide / 2;
    if (preview != nullptr && small)
        return alcove::app::thumbnail(*preview, wanted);
    return alcove::app::thumbnail(m_files.value(id), wanted);
}

} // namespace alcove::app
