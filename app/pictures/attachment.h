#pragma once

#include <QByteArray>
#include <QList>
#include <QSize>
#include <QString>

namespace alcove::app {

enum class AttachmentKind { Picture, Recording, PastedText };
enum class AttachmentState { Decoding, Ready, Failed };

/// One thing that goes with a message.
struct Attachment {
    int id = 0;   ///< unique in the program; also the thumbnail's name
    QString name; ///< file name, for people
    AttachmentKind kind = AttachmentKind::Picture;
    AttachmentState state = AttachmentState::Decoding;
    QByteArray bytes;     ///< picture: a file the engine reads (JPEG, PNG, TIFF, WebP, BMP)
    QSize size;           ///< picture: pixels, upright
    QList<float> samples; ///< recording: 16 kHz, mono
    QString text;         ///< pasted text
    QString error;        ///< what went wrong and what to do, for people
};

} // namespace alcove::app
