#include "app/pictures/picture_reading.h"

#include "app/pictures/picture_structure.h"

#include <QBuffer>
#include <QColorSpace>
#include <QCoreApplication>
#include <QImageReader>
#include <QImageWriter>

#include <algorithm>

namespace alcove::app {

namespace {

QString translated(const char *text)
{
    return QCoreApplication::translate("Pictures", text);
}

QString damaged(const QString &name)
{
    return translated("“%1” could not be read. The file ends in the middle of the picture. "
                      "Try saving it again from where it came.")
        .arg(name);
}

QString unreadable(const QString &name)
{
    return translated("“%1” could not be read. The file is damaged. Try saving it again from where it came.")
        .arg(name);
}

QString tooLarge(const QString &name, qint64 pixels, qint64 most)
{
    return translated("“%1” could not be read. It has %2 million pixels; at most %3 million can be read. "
                      "Save it smaller.")
        .arg(name)
        .arg(pixels / 1'000'000)
        .arg(most / 1'000'000);
}

qint64 pixelCount(QSize size)
{
    return qint64(size.width()) * size.height();
}

/// The pixels that fit in what Qt may allocate for one picture, at 4 bytes each.
qint64 mostAllocatedPixels()
{
    return qint64(QImageReader::allocationLimit()) * 1024 * 1024 / 4;
}

class Reader {
public:
    Reader(const QByteArray &bytes, FileKind kind)
    {
        m_buffer.setData(bytes);
        m_buffer.open(QBuffer::ReadOnly);
        m_reader.setDecideFormatFromContent(false);
        m_reader.setDevice(&m_buffer);
        m_reader.setFormat(readerFormat(kind));
        m_reader.setAutoTransform(true);
    }

    QImageReader &operator*() { return m_reader; }
    QImageReader *operator->() { return &m_reader; }

    /// Upright.
    QSize size()
    {
        const QSize stored = m_reader.size();
        return isTurned() ? stored.transposed() : stored;
    }

    /// `upright`: as the picture shall be after turning.
    QImage readScaled(QSize upright)
    {
        m_reader.setScaledSize(isTurned() ? upright.transposed() : upright);
        return m_reader.read();
    }

private:
    bool isTurned() const
    {
        return m_reader.transformation().testFlag(QImageIOHandler::TransformationRotate90);
    }

    QBuffer m_buffer;
    QImageReader m_reader;
};

QSize fitted(QSize size, int longestSide)
{
    const bool small = size.width() <= longestSide && size.height() <= longestSide;
    const QSize scaled = small ? size : size.scaled(longestSide, longestSide, Qt::KeepAspectRatio);
    return scaled.expandedTo({1, 1});
}

/// Plain sRGB without text, place or other tags.
QImage withoutTags(const QImage &picture)
{
    const bool coloured = picture.colorSpace().isValid() && picture.colorSpace() != QColorSpace::SRgb;
    const QImage plain = coloured ? picture.convertedToColorSpace(QColorSpace::SRgb) : picture;
    const auto format = plain.hasAlphaChannel() ? QImage::Format_ARGB32 : QImage::Format_RGB32;
    const QImage converted = plain.convertToFormat(format);
    // A copy of a view of the pixels alone: tags, such as where a photo was taken, stay behind.
    return QImage(
        converted.constBits(), converted.width(), converted.height(), converted.bytesPerLine(), format)
        .copy();
}

QByteArray pngOf(const QImage &picture)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QBuffer::WriteOnly);
    QImageWriter writer(&buffer, "png");
    writer.setCompression(1); // it lives in memory; time matters more
    return writer.write(picture) ? bytes : QByteArray();
}

std::expected<PictureFile, QString> converted(Reader &reader, const QString &name)
{
    const QImage picture = withoutTags(reader->read());
    if (picture.isNull())
        return std::unexpected(unreadable(name));
    return pictureFileOf(picture);
}

QSize covering(QSize size, QSize wanted)
{
    const bool both = wanted.width() > 0 && wanted.height() > 0;
    QSize scaled = size;
    if (both)
        scaled = size.scaled(wanted, Qt::KeepAspectRatioByExpanding);
    else if (wanted.width() > 0)
        scaled = size.scaled(wanted.width(), std::numeric_limits<int>::max(), Qt::KeepAspectRatio);
    else if (wanted.height() > 0)
        scaled = size.scaled(std::numeric_limits<int>::max(), wanted.height(), Qt::KeepAspectRatio);
    const bool larger = scaled.width() > size.width() || scaled.height() > size.height();
    return larger ? size : scaled.expandedTo({1, 1});
}

QImage cropped(const QImage &picture, QSize wanted)
{
    if (wanted.width() <= 0 || wanted.height() <= 0)
        return picture;
    const QSize size = picture.size().boundedTo(wanted);
    const QPoint corner((picture.width() - size.width()) / 2, (picture.height() - size.height()) / 2);
    return picture.copy(QRect(corner, size));
}

} // namespace

std::expected<PictureFile, QString> readPictureFile(
    const QByteArray &bytes, FileKind kind, const QString &name)
{
    if (!QImageReader::supportedImageFormats().contains(readerFormat(kind)))
        return std::unexpected(
            kind == FileKind::Heic
                ? translated("HEIC pictures need the package kimageformat6-plugins.")
                : translated("“%1” could not be read. This computer has no reader for its format. "
                             "Save it as JPEG or PNG.")
                      .arg(name));
    if (endsEarly(bytes, kind))
        return std::unexpected(damaged(name));

    Reader reader(bytes, kind);
    const QSize size = reader.size();
    if (pixelCount(size) > kMostPixels)
        return std::unexpected(tooLarge(name, pixelCount(size), kMostPixels));
    const bool scalesWhileReading = kind == FileKind::Jpeg;
    if (!scalesWhileReading && pixelCount(size) > mostAllocatedPixels())
        return std::unexpected(tooLarge(name, pixelCount(size), mostAllocatedPixels()));
    if (!isReadByEngine(kind))
        return converted(reader, name);

    PictureFile file{.bytes = bytes, .size = size, .preview = {}};
    file.preview = withoutTags(reader.readScaled(fitted(size, kPreviewSide)));
    if (file.preview.isNull())
        return std::unexpected(unreadable(name));
    if (!size.isValid())
        file.size = file.preview.size();
    return file;
}

std::expected<PictureFile, QString> pictureFileOf(const QImage &picture)
{
    const QImage bare = withoutTags(picture);
    const QByteArray bytes = bare.isNull() ? QByteArray() : pngOf(bare);
    if (bytes.isEmpty())
        return std::unexpected(translated("The picture could not be read. Save it to a file and add that."));
    const QSize preview = fitted(bare.size(), kPreviewSide);
    return PictureFile{.bytes = bytes,
        .size = bare.size(),
        .preview = bare.scaled(preview, Qt::IgnoreAspectRatio, Qt::SmoothTransformation)};
}

QImage thumbnail(const QByteArray &bytes, QSize wanted)
{
    const FileKind kind = fileKind(bytes.first(std::min(bytes.size(), kHeadLength)));
    if (!isPicture(kind))
        return {};
    Reader reader(bytes, kind);
    const QSize size = reader.size();
    if (!size.isValid() || pixelCount(size) > kMostPixels)
        return {};
    return cropped(withoutTags(reader.readScaled(covering(size, wanted))), wanted);
}

QImage thumbnail(const QImage &picture, QSize wanted)
{
    const QSize size = covering(picture.size(), wanted);
    return cropped(picture.scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation), wanted);
}

} // namespace alcove::app
