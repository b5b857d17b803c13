#pragma once

#include "inference/compute/thread_pool.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <stop_token>

namespace alcove::inference {

/// Asks for mapped bytes of a file in large pages, where the file system has them: reading gigabytes a token
/// is up to a third faster then. Counts for what is touched from now on; for what is read as a whole only,
/// because a large page comes as a whole.
void preferLargePages(std::span<const std::byte> bytes);

/// Lets a touch of mapped bytes bring its own page and nothing around it.
void expectSingleTouches(std::span<const std::byte> bytes);

/// Brings mapped bytes of a file into memory, in large pages, and into the process's page tables, so that
/// nothing waits for them later: one thread alone takes three times as long as two. Blocking; `read` gets the
/// bytes that have come since its last call, on the calling thread. False if it was stopped.
bool readAhead(ThreadPool &pool, std::span<const std::byte> bytes,
    const std::function<void(int64_t bytes)> &read, const std::stop_token &stop);

/// Whether most of the mapped bytes are in memory already, by a sample of their pages.
bool isInMemory(std::span<const std::byte> bytes);

/// Lets the system begin to read mapped bytes, and goes on at once.
void willNeed(std::span<const std::byte> bytes);

/// Gives the whole pages of mapped bytes of a file back to the system: the process no longer holds them,
/// and their memory is among the first to go to whoever needs some.
void giveBack(std::span<const std::byte> bytes);

} // namespace alcove::inference
