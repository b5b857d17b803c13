#include "app/chats/chat_list_model.h"
