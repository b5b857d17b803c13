#include "app/engine_thread/question_conversion.h"
