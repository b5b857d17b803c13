#include "inference/media/quiet_errors.h"

#include <cstdio>
#include <mutex>
#include <utility>

namespace alcove::inference {

#ifdef __GLIBC__

namespace {

/// The channel is the process's, so what is remembered about it must be too.
struct Channel {
    std::mutex mutex; // guards all three
    int quietUsers = 0;
    std::FILE *real = nullptr;
    std::FILE *nowhere = nullptr;
};

Channel &channel()
{
    static Channel only;
    return only;
}

} // namespace

QuietErrors::QuietErrors()
{
    Channel &errors = channel();
    const std::lock_guard lock(errors.mutex);
    if (errors.nowhere == nullptr)
        errors.nowhere = std::fopen("/dev/null", "we");
    if (errors.quietUsers++ == 0 && errors.nowhere != nullptr)
        errors.real =
            std::exchange(stderr, errors.nowhere); // glibc's manual, 12.2: a variable like any other
}

QuietErrors::~QuietErrors()
{
    Channel &errors = channel();
    const std::lock_guard lock(errors.mutex);
    if (--errors.quietUsers == 0 && errors.real != nullptr)
        stderr = std::exchange(errors.real, nullptr);
}

#else

QuietErrors::QuietErrors() = default;
QuietErrors::~QuietErrors() = default;

#endif

} // namespace alcove::inference
