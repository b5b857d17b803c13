#include "app/chats/message_tree.h"
