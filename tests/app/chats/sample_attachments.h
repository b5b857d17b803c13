#pragma once

#include "app/pictures/attachment.h"

namespace alcove::app {

inline Attachment pictureAttachment(int id, const QString &name = {}, const QByteArray &bytes = {})
{
    Attachment attachment;
    attachment.id = id;
    attachment.name = name;
    attachment.kind = AttachmentKind::Picture;
    attachment.state = AttachmentState::Ready;
    attachment.bytes = bytes;
    return attachment;
}

inline Attachment soundAttachment(int id, const QList<float> &samples)
{
    Attachment attachment;
    attachment.id = id;
    attachment.kind = AttachmentKind::Recording;
    attachment.state = AttachmentState::Ready;
    attachment.samples = samples;
    return attachment;
}

inline Attachment textAttachment(int id, const QString &text)
{
    Attachment attachment;
    attachment.id = id;
    attachment.name = "Pasted text";
    attachment.kind = AttachmentKind::PastedText;
    attachment.state = AttachmentState::Ready;
    attachment.text = text;
    return attachment;
}

} // namespace alcove::app
