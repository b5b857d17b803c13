#pragma once

#include <string_view>
#include <vector>

namespace alcove::inference {

/// Instruction sets that have kernels of their own, weakest first.
enum class Isa { Generic, Avx2 };

/// The best one that this processor and system can run.
Isa bestIsa();

/// All that this processor can run, weakest first; each must give the same bits.
std::vector<Isa> availableIsas();

std::string_view isaName(Isa isa);

} // namespace alcove::inference
