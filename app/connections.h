#pragma once

#include "app/engine_thread/messages.h"

namespace alcove::app {

class Chats;
class EngineThread;
class Settings;

/// Questions to the engine, answers back; values cross, neither knows the other.
void connectChatsToEngine(Chats &chats, EngineThread &engine);

/// The model as the settings describe it.
ModelOptions modelOptions(const Settings &settings);

/// A changed setting takes effect at once. A model named on the command line stays until another is
/// chosen.
void connectSettingsToEngine(const Settings &settings, EngineThread &engine);

} // namespace alcove::app
