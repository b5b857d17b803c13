#pragma once

namespace alcove::app {

/// Takes from this process, and from all it starts, the means to connect to a network: from now on
/// socket() makes only Unix and netlink sockets, and io_uring (which has a socket call of its own) does
/// not exist. Cannot be taken back. To be called first thing in main, before any thread.
/// False if the system does not offer it; then nothing changed.
[[nodiscard]] bool denyNetwork();

} // namespace alcove::app
