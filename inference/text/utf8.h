#pragma once

#include <string>
#include <string_view>

namespace alcove::inference {

/// What stands at the start of some bytes.
struct Utf8Character {
    enum class Kind {
        Whole,
        Invalid,    ///< one byte that begins no character; its code point is U+FFFD
        Unfinished, ///< the bytes end before the character does; length is how many there are
    };
    Kind kind = Kind::Unfinished;
    char32_t codePoint = 0xFFFD;
    size_t length = 0;
};

/// Reads one character; `bytes` must not be empty. Overlong forms, surrogates and what lies above
/// U+10FFFF are invalid (The Unicode Standard, table 3-7).
Utf8Character firstCharacter(std::string_view bytes);

/// Takes bytes as they come and gives whole characters; holds back the start of an unfinished one.
/// Every invalid byte becomes one U+FFFD, as in the reference's byte fallback. The text does not
/// depend on how the bytes were cut. Not thread-safe.
class Utf8Assembler {
public:
    /// What became whole by these bytes.
    std::string push(std::string_view bytes);
    /// What is still held back, as U+FFFD; empty afterwards.
    std::string finish();

private:
    std::string m_pending;
};

/// The text with every invalid byte replaced by U+FFFD.
std::string validUtf8(std::string_view bytes);

/// Without Unicode white space at both ends.
std::string_view trimmed(std::string_view text);

} // namespace alcove::inference
