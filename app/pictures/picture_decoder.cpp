#include "app/pictures/picture_decoder.h"
namespace alcove::app {
PictureDecoder::PictureDecoder(QObject *parent) : QObject(parent) {}
int PictureDecoder::nextId()
{
    return 1;
}
QUrl PictureDecoder::keep(int id, const QByteArray &)
{
    return thumbnailUrl(id);
}
void PictureDecoder::forget(int) {}
QUrl PictureDecoder::thumbnailUrl(int id)
{
    return QUrl(QStringLiteral("image://thumbnails/%1").arg(id));
}
} // namespace alcove::app
