#include "app/chats/clipboard.h"
