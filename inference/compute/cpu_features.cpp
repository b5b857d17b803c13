#include "inference/compute/cpu_features.h"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace alcove::inference {

namespace {

constexpr std::array kAllIsas = {Isa::Generic, Isa::Avx2, Isa::AvxVnni, Isa::Avx512};

bool isAvailable(Isa isa)
{
#if defined(__x86_64__)
    switch (isa) {
    case Isa::Generic:
        return true;
    case Isa::Avx2:
        return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") &&
               __builtin_cpu_supports("f16c");
    case Isa::AvxVnni:
        return isAvailable(Isa::Avx2) && __builtin_cpu_supports("avxvnni");
    case Isa::Avx512:
        return isAvailable(Isa::Avx2) && __builtin_cpu_supports("avx512f") &&
               __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
               __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vnni");
    }
    return false;
#else
    return isa == Isa::Generic;
#endif
}

} // namespace

Isa bestIsa()
{
    const std::vector<Isa> isas = availableIsas();
    // Set by tests and to find out whether a set of kernels is at fault.
    const char *wanted = std::getenv("ALCOVE_INSTRUCTIONS");
    const auto chosen = std::ranges::find_if(isas, [&](Isa isa) { return wanted && isaName(isa) == wanted; });
    return chosen != isas.end() ? *chosen : isas.back();
}

std::vector<Isa> availableIsas()
{
    std::vector<Isa> isas;
    std::ranges::copy_if(kAllIsas, std::back_inserter(isas), isAvailable);
    return isas;
}

std::string_view isaName(Isa isa)
{
    switch (isa) {
    case Isa::Generic:
        return "generic";
    case Isa::Avx2:
        return "AVX2";
    case Isa::AvxVnni:
        return "AVX-VNNI";
    case Isa::Avx512:
        return "AVX-512";
    }
    return {};
}

} // namespace alcove::inference
