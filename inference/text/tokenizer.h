#pragma once

#include "inference/formats/tokenizer_source.h"
#include "inference/result.h"
#include "inference/text/token.h"

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace alcove::inference {

/// Ids of the control tokens by what they do (spec 6.1); found by their strings, so that small
/// models with other numbers work. kNoToken where a vocabulary lacks one.
struct ControlTokens {
    TokenId padding = kNoToken, endOfText = kNoToken, beginOfText = kNoToken;
    TokenId think = kNoToken;
    TokenId openChannel = kNoToken, closeChannel = kNoToken;
    TokenId openTurn = kNoToken, closeTurn = kNoToken;
    TokenId openTool = kNoToken, closeTool = kNoToken;
    TokenId openToolCall = kNoToken, closeToolCall = kNoToken;
    TokenId openToolResponse = kNoToken, closeToolResponse = kNoToken;
    TokenId stringQuote = kNoToken;
    TokenId openImage = kNoToken, image = kNoToken, closeImage = kNoToken;
    TokenId openAudio = kNoToken, audio = kNoToken, closeAudio = kNoToken;
    TokenId video = kNoToken;
};

enum class ControlStrings {
    AsText,    ///< what a person typed: never a control token (spec 6.8)
    AsControl, ///< a string whose control strings are meant
};

struct TokenizerTables; ///< defined in tokenizer_tables.h

/// Gemma's byte-pair encoding (spec 7.2). Immutable after construction; thread-safe.
class Tokenizer {
public:
    /// Blocking, about 0.2 s for the 12B's vocabulary. Refuses a vocabulary that lacks a byte piece,
    /// or whose numbers lead out of it. Merges that name no piece are left out.
    [[nodiscard]] static Result<Tokenizer> create(TokenizerSource source);

    Tokenizer(Tokenizer &&) noexcept;
    Tokenizer &operator=(Tokenizer &&) noexcept;
    ~Tokenizer();

    /// Adds no <bos>. Linear-logarithmic in the text's length, whatever it contains; about 40 bytes
    /// of memory a character of the longest line. Invalid UTF-8 is read as U+FFFD.
    std::vector<TokenId> encode(std::string_view text, ControlStrings control = ControlStrings::AsText) const;

    /// The text of ids; control tokens are left out or shown. Invalid bytes become U+FFFD; ids
    /// outside of the vocabulary are left out.
    enum class Control { Skip, Show };
    std::string decode(std::span<const TokenId> ids, Control control = Control::Skip) const;

    /// The raw bytes that one id adds to the text: a space for "▁", the byte of a byte piece,
    /// the string itself of a control token, nothing for an id outside of the vocabulary.
    /// For streaming through Utf8Assembler.
    std::string bytesOf(TokenId id) const;

    bool isControl(TokenId id) const;
    int vocabularySize() const;
    const ControlTokens &control() const;

private:
    explicit Tokenizer(std::unique_ptr<const TokenizerTables> tables);

    std::unique_ptr<const TokenizerTables> m_tables;
};

} // namespace alcove::inference
