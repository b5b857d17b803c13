#include "app/engine_thread/engine_worker.h"
