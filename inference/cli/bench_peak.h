#pragma once

#include "inference/compute/thread_pool.h"

#include <string_view>

namespace alcove::inference {

/// The way of multiplying bytes that the fastest kernels of a processor are bound by.
enum class ByteArithmetic {
    Scalar,
    Avx2,       ///< vpmaddubsw, vpmaddwd, vpaddd
    AvxVnni,    ///< vpdpbusd on 256 bits, as on processors without AVX-512
    Avx512Vnni, ///< vpdpbusd on 512 bits
};

std::string_view byteArithmeticName(ByteArithmetic arithmetic);

/// The best that this processor and system have.
ByteArithmetic bestByteArithmetic();

/// Operations a second (a multiplication and an addition are two) of all threads of the pool together
/// in a loop over registers. Blocking, some 20 ms.
double peakRate(ThreadPool &pool, ByteArithmetic arithmetic);

} // namespace alcove::inference
