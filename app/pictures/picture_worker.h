#pragma once

#include "app/pictures/attachment.h"
#include "app/pictures/picture_reading.h"

#include <QCache>
#include <QHash>
#include <QImage>
#include <QObject>

namespace alcove::app {

/// Lives on the thread behind PictureDecoder: reads files, decodes, keeps what thumbnails are made of.
class PictureWorker : public QObject {
    Q_OBJECT

public:
    explicit PictureWorker(QObject *parent = nullptr);

    /// Each ends in one signal examined.
    void examineFile(int id, const QString &path);
    void examinePicture(int id, const QString &name, const QImage &picture);

    void keep(int id, const QByteArray &bytes);
    void forget(int id);
    QImage thumbnail(int id, QSize wanted);

signals:
    /// The attachment is Ready or Failed. Failed without an error: of a kind that Alcove does not read.
    void examined(const alcove::app::Attachment &attachment);

private:
    void examinePictureFile(Attachment attachment, const QString &path, FileKind kind);
    void examineSoundFile(const Attachment &attachment, const QString &path);
    void examineTextFile(Attachment attachment, const QString &path);
    void finishPicture(Attachment attachment, const std::expected<PictureFile, QString> &file);

    QHash<int, QByteArray> m_files;
    QCache<int, QImage> m_previews; ///< cost in KiB
};

} // namespace alcove::app
