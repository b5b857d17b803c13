#include "app/engine_thread/model_report.h"
