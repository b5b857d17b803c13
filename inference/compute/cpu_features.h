#pragma once

#include <string_view>
#include <vector>

namespace alcove::inference {

/// Instruction sets that have kernels of their own, weakest first.
enum class Isa { Generic, Avx2, AvxVnni, Avx512 };

/// The best one that this processor and system can run; the environment variable ALCOVE_INSTRUCTIONS
/// may name a weaker one (isaName) that it can run too.
Isa bestIsa();

/// All that this processor can run, weakest first; each must give the same bits.
std::vector<Isa> availableIsas();

std::string_view isaName(Isa isa);

} // namespace alcove::inference
