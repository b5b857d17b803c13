#include "app/pictures/thumbnail_provider.h"
namespace alcove::app {
ThumbnailProvider::ThumbnailProvider(PictureDecoder *decoder) : m_decoder(decoder) {}
QQuickImageResponse *ThumbnailProvider::requestImageResponse(const QString &, const QSize &)
{
    return nullptr;
}
} // namespace alcove::app
