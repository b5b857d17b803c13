#pragma once

#include "app/pictures/attachment.h"

#include <QImage>
#include <QObject>
#include <QUrl>

namespace alcove::app {

/// GUI side of the one thread that reads and decodes attached files. Built by main, before the
/// AttachmentModels and the ThumbnailProvider that use it; joins its thread when destroyed.
class PictureDecoder : public QObject {
    Q_OBJECT

public:
    explicit PictureDecoder(QObject *parent = nullptr);

    /// A new number, unique while the program runs.
    int nextId();

    /// Keeps a picture's file for thumbnails and returns where Image finds it, "image://thumbnails/<id>":
    /// with sourceSize of both sides a crop that covers it, of one side the whole picture.
    QUrl keep(int id, const QByteArray &bytes);
    void forget(int id);
    static QUrl thumbnailUrl(int id);
};

} // namespace alcove::app
