#pragma once

#include <QBuffer>
#include <QFile>
#include <QImage>
#include <QImageWriter>
#include <QTemporaryDir>
#include <QUrl>

namespace alcove::app {

/// Left half red, right half blue, a green stripe on top: every turn of it looks different.
inline QImage flag(QSize size)
{
    QImage picture(size, QImage::Format_RGB32);
    for (int y = 0; y < size.height(); ++y) {
        for (int x = 0; x < size.width(); ++x) {
            const QColor side = x < size.width() / 2 ? Qt::red : Qt::blue;
            picture.setPixelColor(x, y, y < size.height() / 4 ? QColor(Qt::green) : side);
        }
    }
    return picture;
}

inline QByteArray encoded(const QImage &picture, const char *format,
    QImageIOHandler::Transformations turned = QImageIOHandler::TransformationNone)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QBuffer::WriteOnly);
    QImageWriter writer(&buffer, format);
    writer.setQuality(95);
    writer.setTransformation(turned);
    return writer.write(picture) ? bytes : QByteArray();
}

/// A folder with files that tests make as they need them.
class SampleFolder {
public:
    QUrl write(const QString &name, const QByteArray &bytes) const
    {
        const QString path = m_folder.filePath(name);
        QFile file(path);
        return file.open(QFile::WriteOnly) && file.write(bytes) == bytes.size() ? QUrl::fromLocalFile(path)
                                                                                : QUrl();
    }

private:
    QTemporaryDir m_folder;
};

inline QUrl sample(const QString &name)
{
    return QUrl::fromLocalFile(QStringLiteral(ALCOVE_RESOURCES_DIR "/samples/") + name);
}

} // namespace alcove::app
