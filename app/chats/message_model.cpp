#include "app/chats/message_model.h"
