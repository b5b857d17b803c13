#include "app/chats/conversation.h"
