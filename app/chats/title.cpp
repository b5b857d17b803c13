#include "app/chats/title.h"
