#pragma once

#include "app/pictures/file_kind.h"

namespace alcove::app {

/// Whether a JPEG or a bitmap is cut off. Their readers fill the missing part with grey and call it a
/// success; the other formats' readers tell.
bool endsEarly(const QByteArray &bytes, FileKind kind);

} // namespace alcove::app
