#pragma once

#include "inference/cli/synthetic_model.h"

#include <cstdint>
#include <string>

namespace alcove::inference {

/// A stack of layers with its token table: the model's or the drafter's.
struct SyntheticStack {
    enum class Keys { Own, OfTheModel };

    std::string prefix; ///< of keys: "gemma4."
    int64_t layers = 0, hidden = 0, feedForward = 0;
    Keys keys = Keys::Own;

    bool isFull(int64_t layer) const { return keys == Keys::Own ? layer % 6 == 5 : layer == layers - 1; }
};

/// The keys that published files have (spec 7.5, 7.6).
void putStackKeys(GgufWriter &writer, const SyntheticShape &shape, const SyntheticStack &stack);
void putVocabularyKeys(GgufWriter &writer, const SyntheticVocabulary &vocabulary);
void putMediaKeys(GgufWriter &writer, int64_t hidden, int64_t frameSamples);

} // namespace alcove::inference
