#include "app/engine_thread/engine_thread.h"
