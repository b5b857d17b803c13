#pragma once

#include <string>
#include <string_view>

namespace alcove::inference {

/// Takes bytes as they come and gives whole characters; holds back the start of an unfinished one.
/// Invalid bytes become U+FFFD. Not thread-safe.
class Utf8Assembler {
public:
    /// What became whole by these bytes.
    std::string push(std::string_view bytes);
    /// What is still held back, as U+FFFD; empty afterwards.
    std::string finish();

private:
    std::string m_pending;
};

/// The text with every invalid byte sequence replaced by U+FFFD.
std::string validUtf8(std::string_view bytes);

/// Without Unicode white space at both ends.
std::string_view trimmed(std::string_view text);

} // namespace alcove::inference
