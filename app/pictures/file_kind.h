#pragma once

#include <QByteArray>
#include <QString>

namespace alcove::app {

enum class FileKind { Unknown, Jpeg, Png, WebP, Tiff, Bmp, Gif, Heic, Avif, JpegXl, Sound, Text };

/// How many bytes of a file's beginning fileKind() wants to see.
inline constexpr qsizetype kHeadLength = 4'096;

/// What a file is, by its first bytes alone: the picture library behind could open dozens of formats of
/// strangers, so this list is the door. Text is what holds whole UTF-8 characters and no drawing.
FileKind fileKind(const QByteArray &head);

/// The same for a file on disk; reads its head only. Unknown for what is no regular file.
FileKind fileKindOf(const QString &path);

bool isPicture(FileKind kind);

/// Whether the engine decodes it; the others are handed over as PNG.
bool isReadByEngine(FileKind kind);

/// Qt's name for a picture format.
QByteArray readerFormat(FileKind kind);

} // namespace alcove::app
