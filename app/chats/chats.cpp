#include "app/chats/chats.h"
