#include "app/pictures/picture_structure.h"

#include <QtEndian>

namespace alcove::app {

namespace {

/// Behind the header of the first scan, where the coded picture begins; -1 if the file ends before.
/// Segments are skipped by their length, because a thumbnail inside one has an end mark of its own.
qsizetype scanBegin(const QByteArray &jpeg)
{
    constexpr quint8 kStartOfScan = 0xDA;
    qsizetype place = 2;
    while (place + 4 <= jpeg.size()) {
        if (quint8(jpeg[place]) != 0xFF)
            return -1;
        const quint8 marker = quint8(jpeg[place + 1]);
        if (marker == 0xFF) { // padding
            ++place;
            continue;
        }
        const qsizetype length = qFromBigEndian<quint16>(jpeg.constData() + place + 2);
        place += 2 + length;
        if (marker == kStartOfScan)
            return place;
    }
    return -1;
}

bool jpegEndsEarly(const QByteArray &bytes)
{
    const qsizetype begin = scanBegin(bytes);
    return begin < 0 || bytes.indexOf("\xFF\xD9", begin) < 0;
}

bool bitmapEndsEarly(const QByteArray &bytes)
{
    constexpr qsizetype kSizePlace = 2;
    if (bytes.size() < kSizePlace + 4)
        return true;
    return qFromLittleEndian<quint32>(bytes.constData() + kSizePlace) > quint64(bytes.size());
}

} // namespace

bool endsEarly(const QByteArray &bytes, FileKind kind)
{
    if (kind == FileKind::Jpeg)
        return jpegEndsEarly(bytes);
    return kind == FileKind::Bmp && bitmapEndsEarly(bytes);
}

} // namespace alcove::app
