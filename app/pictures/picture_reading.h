#pragma once

#include "app/pictures/file_kind.h"

#include <QByteArray>
#include <QImage>
#include <QSize>
#include <QString>

#include <expected>

namespace alcove::app {

/// A picture that can go to the engine.
struct PictureFile {
    QByteArray bytes; ///< JPEG, PNG, TIFF, WebP, BMP or GIF
    QSize size;       ///< pixels, upright
    QImage preview;   ///< upright, its longest side at most kPreviewSide; no place or other tags
};

inline constexpr int kPreviewSide = 640;
inline constexpr qint64 kMostPixels = 200'000'000;

/// Reads a picture whole, so that damage shows now and not when the question is asked. Formats that the
/// engine does not decode become PNG. The error is a sentence and a remedy; `name` is the file's, for it.
std::expected<PictureFile, QString> readPictureFile(
    const QByteArray &bytes, FileKind kind, const QString &name);

/// A picture that has no file.
std::expected<PictureFile, QString> pictureFileOf(const QImage &picture);

/// For an Image in the window. With both sides given: scaled to cover them, what juts out is cut off;
/// with one: scaled to it; with none: as it is. Never enlarges beyond the picture. Null if unreadable.
QImage thumbnail(const QByteArray &bytes, QSize wanted);
QImage thumbnail(const QImage &picture, QSize wanted);

} // namespace alcove::app
