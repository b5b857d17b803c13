#include "inference/compute/cpu_features.h"

namespace alcove::inference {

namespace {

bool hasAvx2()
{
#if defined(__x86_64__)
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("f16c");
#else
    return false;
#endif
}

} // namespace

Isa bestIsa()
{
    return availableIsas().back();
}

std::vector<Isa> availableIsas()
{
    std::vector<Isa> isas = {Isa::Generic};
    if (hasAvx2())
        isas.push_back(Isa::Avx2);
    return isas;
}

std::string_view isaName(Isa isa)
{
    switch (isa) {
    case Isa::Generic:
        return "generic";
    case Isa::Avx2:
        return "AVX2";
    }
    return {};
}

} // namespace alcove::inference
