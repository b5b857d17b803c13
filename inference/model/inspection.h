#pragma once

#include "inference/result.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace alcove::inference {

struct InspectedTensor {
    std::string name;
    std::string type;           ///< "Q4_0", "BF16"; also types that the engine does not read
    std::vector<int64_t> shape; ///< PyTorch's order
};

/// What a file or folder holds, for people; all texts are valid UTF-8 and short.
struct Inspection {
    using Lines = std::vector<std::pair<std::string, std::string>>; ///< name, value

    std::string kind;         ///< "gguf" or "safetensors"
    std::string architecture; ///< as written there; empty if nothing says it
    std::string model;        ///< "Gemma 4 12B", or the file's own name
    int64_t parameters = 0;   ///< elements of all tensors but rope_freqs
    std::vector<InspectedTensor> tensors;
    Lines dimensions;      ///< empty if the configuration has problems
    Lines metadata;        ///< keys of the file, or of config.json
    std::string tokenizer; ///< "262144 pieces, 514906 merges, 24 control tokens"; empty if there is none
    std::vector<std::string> problems; ///< sentences; empty if Alcove can use it
};

/// Looks at a GGUF file, a .safetensors file (with its folder) or a Hugging Face folder. Blocking; reads
/// headers only. Fails if there is nothing readable; what is readable but wrong becomes a problem.
[[nodiscard]] Result<Inspection> inspect(const std::filesystem::path &path);

} // namespace alcove::inference
