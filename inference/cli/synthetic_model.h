#pragma once

#include "inference/cli/synthetic_blocks.h"
#include "inference/cli/synthetic_vocabulary.h"
#include "inference/compute/thread_pool.h"
#include "inference/formats/gguf_writer.h"
#include "inference/result.h"

#include <cstdint>
#include <functional>
#include <stop_token>
#include <vector>

namespace alcove::inference {

/// How the matrices of a synthetic text model are stored.
enum class SyntheticBlocks {
    Q4_0, ///< with a Q6_K token table, as Google's own file
    Q8_0,
    Q4_K_M, ///< the usual mix of Q4_K and Q6_K
    Q6_K,
    BF16,
};

/// The widths of the 12B (spec 1); tests take smaller ones. Each a multiple of 256 for the K types.
struct SyntheticShape {
    int layers = 48; ///< every sixth one full, so a multiple of 6
    int64_t hidden = 3840, feedForward = 15'360;
    int64_t heads = 16, slidingKeyHeads = 8, fullKeyHeads = 1;
    int64_t slidingHeadSize = 256, fullHeadSize = 512;
    int64_t window = 1024, contextLength = 262'144;
    int64_t drafterLayers = 4, drafterHidden = 1024, drafterFeedForward = 8192;
    int64_t picturePlaces = 1120;
};

/// One file of a synthetic model: header written into the writer, tensors to come.
using SyntheticTensors = std::vector<SyntheticTensor>;

/// Put keys and tensor table into the writer, and tell the tensors.
SyntheticTensors describeSyntheticText(GgufWriter &writer, const SyntheticShape &shape,
    SyntheticBlocks blocks, const SyntheticVocabulary &vocabulary);
SyntheticTensors describeSyntheticMedia(GgufWriter &writer, const SyntheticShape &shape);
SyntheticTensors describeSyntheticDrafter(
    GgufWriter &writer, const SyntheticShape &shape, const SyntheticVocabulary &vocabulary);

/// Makes the tensors' contents and writes the file to its end. Blocking; on the threads of the pool, a
/// few MB at a time. written(bytes) is called as it goes on.
[[nodiscard]] Result<void> writeSyntheticFile(GgufWriter writer, const SyntheticTensors &tensors,
    ThreadPool &pool, const std::function<void(int64_t bytes)> &written, const std::stop_token &stop);

} // namespace alcove::inference
