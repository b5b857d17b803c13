#include "app/socket_filter.h"

#include <seccomp.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <memory>

namespace alcove::app {

namespace {

struct Release {
    void operator()(void *context) const { seccomp_release(context); }
};
using Filter = std::unique_ptr<void, Release>;

/// A rule can compare an argument once, so "neither Unix nor netlink" takes several: below, between and
/// above. The comparison covers all 64 bits; what the kernel would cut off lies above.
bool denySockets(scmp_filter_ctx filter)
{
    static_assert(AF_UNSPEC == 0 && AF_UNIX == 1 && AF_NETLINK == 16);
    const auto deny = [filter](scmp_compare comparison, int family) {
        return seccomp_rule_add(filter, SCMP_ACT_ERRNO(EACCES), SCMP_SYS(socket), 1,
                   SCMP_A0(comparison, scmp_datum_t(family))) == 0;
    };
    bool done = deny(SCMP_CMP_LT, AF_UNIX) && deny(SCMP_CMP_GT, AF_NETLINK);
    for (int family = AF_UNIX + 1; family < AF_NETLINK; ++family)
        done = done && deny(SCMP_CMP_EQ, family);
    return done;
}

bool denyRings(scmp_filter_ctx filter)
{
    constexpr std::array kCalls{
        SCMP_SYS(io_uring_setup), SCMP_SYS(io_uring_enter), SCMP_SYS(io_uring_register)};
    bool done = true;
    for (const int call : kCalls)
        done = done && seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), call, 0) == 0;
    return done;
}

} // namespace

bool denyNetwork()
{
    const Filter filter(seccomp_init(SCMP_ACT_ALLOW));
    // All threads, should a library have started one before main. Calls of other processor modes, which
    // have other numbers, end the process by libseccomp's default.
    return filter && seccomp_attr_set(filter.get(), SCMP_FLTATR_CTL_TSYNC, 1) == 0 &&
           denySockets(filter.get()) && denyRings(filter.get()) && seccomp_load(filter.get()) == 0;
}

} // namespace alcove::app
