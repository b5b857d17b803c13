#pragma once

#include <QQuickAsyncImageProvider>

namespace alcove::app {

class PictureDecoder;

/// "image://thumbnails/<attachment id>". The QML engine owns it; the decoder must outlive it.
class ThumbnailProvider : public QQuickAsyncImageProvider {
public:
    explicit ThumbnailProvider(PictureDecoder *decoder);

    QQuickImageResponse *requestImageResponse(const QString &id, const QSize &requestedSize) override;

private:
    PictureDecoder *m_decoder;
};

} // namespace alcove::app
