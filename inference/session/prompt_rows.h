#pragma once

#include "inference/compute/matrix_view.h"
#include "inference/result.h"
#include "inference/session/engine_parts.h"
#include "inference/text/chat_format.h"
#include "inference/text/message.h"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <vector>

namespace alcove::inference {

/// Positions that are read together, apart from longer pictures.
constexpr int kChunkRows = 128;

/// A picture or sound of a prompt: how many tokens it takes, and how to make them.
struct MediaItem {
    uint64_t key = 0;     ///< identity of its source and budget; never 0
    int64_t firstRow = 0; ///< of its soft tokens in the prompt
    int64_t tokens = 0;
    bool image = false;                    ///< its tokens see each other (spec 2.6)
    std::function<Result<Matrix>()> embed; ///< soft tokens [tokens, H]; may read the file again
};

/// One token of a prompt as it enters the cache. Two prompts share what is equal here.
struct PromptRow {
    TokenId token = kNoToken;
    uint64_t mediaKey = 0; ///< 0: an ordinary token
    bool operator==(const PromptRow &) const = default;
};

/// A prompt with pictures and sounds unfolded into their soft tokens (spec 3.6, 4).
struct PromptRows {
    std::vector<PromptRow> rows;
    std::vector<MediaItem> media; ///< in order of firstRow
};

/// Unfolds prompts and remembers what pictures and sounds cost, so that a later turn need not decode them.
class PromptUnfolder {
public:
    explicit PromptUnfolder(Engine::Parts &engine) : m_engine(engine) {}

    /// Blocking: decodes media that it has not met before. Fails with the file's name in the sentence.
    [[nodiscard]] Result<PromptRows> unfold(const Prompt &prompt, const Conversation &conversation);

private:
    Result<MediaItem> image(const ImagePart &part, int budget);
    Result<MediaItem> audio(const AudioPart &part);

    Engine::Parts &m_engine;
    std::map<uint64_t, int64_t> m_tokensByKey;
};

} // namespace alcove::inference
