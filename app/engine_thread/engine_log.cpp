#include "app/engine_thread/engine_log.h"

namespace alcove::app {

Q_LOGGING_CATEGORY(engineLog, "alcove.engine", QtWarningMsg)

} // namespace alcove::app
