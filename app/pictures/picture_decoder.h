#pragma once

#include "app/pictures/attachment.h"

#include <QFuture>
#include <QImage>
#include <QObject>
#include <QThread>
#include <QUrl>

namespace alcove::app {

class PictureWorker;

/// GUI side of the one thread that reads and decodes attached files. Built by main before the
/// AttachmentModels and the ThumbnailProvider that use it, destroyed after them; joins its thread.
class PictureDecoder : public QObject {
    Q_OBJECT

public:
    explicit PictureDecoder(QObject *parent = nullptr);
    ~PictureDecoder() override;

    /// A new number, unique while the program runs.
    int nextId() { return ++m_lastId; }

    /// Each ends in one signal examined.
    void examineFile(int id, const QString &path);
    void examinePicture(int id, const QString &name, const QImage &picture);

    /// Keeps a picture's file for thumbnails and returns where Image finds it, "image://thumbnails/<id>":
    /// with sourceSize of both sides a crop that covers it, of one side the whole picture.
    QUrl keep(int id, const QByteArray &bytes);
    void forget(int id);
    static QUrl thumbnailUrl(int id);

    /// Null when there is no such picture. Callable from any thread.
    QFuture<QImage> thumbnail(int id, QSize wanted) const;

signals:
    /// The attachment is Ready or Failed; Failed without an error: of a kind that Alcove does not read.
    void examined(const alcove::app::Attachment &attachment);

private:
    QThread m_thread;
    PictureWorker *m_worker; ///< lives on m_thread, deleted when it ends
    int m_lastId = 0;
};

} // namespace alcove::app
