#pragma once

#include <QLoggingCategory>

namespace alcove::app {

/// Off by default; never holds chat text.
Q_DECLARE_LOGGING_CATEGORY(engineLog)

} // namespace alcove::app
