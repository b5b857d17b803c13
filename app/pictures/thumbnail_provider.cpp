#include "app/pictures/thumbnail_provider.h"

#include "app/pictures/picture_decoder.h"

namespace alcove::app {

namespace {

class ThumbnailResponse : public QQuickImageResponse {
public:
    explicit ThumbnailResponse(QFuture<QImage> thumbnail) : m_thumbnail(std::move(thumbnail))
    {
        m_thumbnail
            .then(this,
                [this](const QImage &picture) {
                    m_picture = picture;
                    emit finished();
                })
            .onCanceled(this, [this] { emit finished(); });
    }

    QQuickTextureFactory *textureFactory() const override
    {
        return QQuickTextureFactory::textureFactoryForImage(m_picture);
    }
    QString errorString() const override
    {
        return m_picture.isNull() ? QStringLiteral("no such picture") : QString();
    }
    void cancel() override { m_thumbnail.cancel(); }

private:
    QFuture<QImage> m_thumbnail;
    QImage m_picture;
};

} // namespace

ThumbnailProvider::ThumbnailProvider(PictureDecoder *decoder) : m_decoder(decoder) {}

QQuickImageResponse *ThumbnailProvider::requestImageResponse(const QString &id, const QSize &requestedSize)
{
    return new ThumbnailResponse(m_decoder->thumbnail(id.toInt(), requestedSize));
}

} // namespace alcove::app
