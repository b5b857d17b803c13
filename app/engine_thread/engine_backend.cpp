#include "app/engine_thread/engine_backend.h"
