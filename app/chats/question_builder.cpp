#include "app/chats/question_builder.h"
