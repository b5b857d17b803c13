#include "inference/text/tool_call_parser.h"

#include "inference/text/utf8.h"

#include <algorithm>
#include <optional>
#include <span>

namespace alcove::inference {

namespace {

constexpr size_t kMostKeys = 1000; // each is compared with all before it

/// A call's text, and where in it quote tokens stand: they have no bytes of their own, so that
/// nothing a string holds can be taken for one.
struct CallText {
    std::string bytes;
    std::vector<size_t> quotes;
};

CallText textOf(const std::vector<TokenId> &tokens, const Tokenizer &tokenizer);

/// Reads the notation of spec 6.6 by recursive descent. Every function says whether it found its thing.
class CallReader {
public:
    explicit CallReader(const CallText &text);

    bool readName(std::string &name);
    bool readArguments(Json &arguments);

private:
    bool atQuote() const { return m_quote < m_quotes.size() && m_quotes[m_quote] == m_position; }
    bool atEnd() const { return m_position == m_bytes.size() && m_quote == m_quotes.size(); }
    std::string_view untilQuote() const;
    void skipSpace();
    bool take(char expected);

    bool readObject(Json &object);
    bool readList(Json &list);
    bool readValue(Json &value);
    bool readKey(std::string &key);
    bool readBareKey(std::string &key);
    bool readString(std::string &text);
    bool readJsonString(std::string &text);
    bool readWord(Json &value);

    std::string_view m_bytes;
    std::span<const size_t> m_quotes;
    size_t m_position = 0;
    size_t m_quote = 0; ///< the next quote token
    int m_depth = 0;
};

bool isSpace(char byte);

} // namespace

ToolCall parseToolCall(const std::vector<TokenId> &tokens, const Tokenizer &tokenizer)
{
    ToolCall call;
    call.arguments = nullptr;
    call.raw = tokenizer.decode(tokens, Tokenizer::Control::Show);
    const CallText text = textOf(tokens, tokenizer);
    CallReader reader(text);
    Json arguments;
    if (reader.readName(call.name) && reader.readArguments(arguments))
        call.arguments = std::move(arguments);
    return call;
}

namespace {

CallText textOf(const std::vector<TokenId> &tokens, const Tokenizer &tokenizer)
{
    CallText text;
    for (const TokenId id : tokens) {
        if (id == tokenizer.control().stringQuote)
            text.quotes.push_back(text.bytes.size());
        else
            text.bytes += tokenizer.bytesOf(id);
    }
    return text;
}

CallReader::CallReader(const CallText &text) : m_bytes(text.bytes), m_quotes(text.quotes) {}

/// "call:NAME", up to the brace.
bool CallReader::readName(std::string &name)
{
    constexpr std::string_view kStart = "call:";
    skipSpace();
    if (!untilQuote().starts_with(kStart))
        return false;
    m_position += kStart.size();
    skipSpace();
    const std::string_view rest = untilQuote();
    const std::string_view found = trimmed(rest.substr(0, rest.find('{')));
    const bool odd = std::ranges::any_of(
        found, [](char byte) { return isSpace(byte) || std::string_view("}[],\"").contains(byte); });
    if (found.empty() || odd)
        return false;
    m_position += found.size();
    name = validUtf8(found);
    return true;
}

bool CallReader::readArguments(Json &arguments)
{
    skipSpace();
    if (!readObject(arguments))
        return false;
    skipSpace();
    return atEnd();
}

/// The bytes up to the next quote token or the end.
std::string_view CallReader::untilQuote() const
{
    const size_t end = m_quote < m_quotes.size() ? m_quotes[m_quote] : m_bytes.size();
    return m_bytes.substr(m_position, end - m_position);
}

void CallReader::skipSpace()
{
    const std::string_view rest = untilQuote();
    m_position += size_t(std::ranges::find_if_not(rest, isSpace) - rest.begin());
}

bool CallReader::take(char expected)
{
    skipSpace();
    if (!untilQuote().starts_with(expected))
        return false;
    ++m_position;
    return true;
}

bool CallReader::readObject(Json &object)
{
    object = Json::object();
    if (m_depth == kDeepestJson || !take('{'))
        return false;
    ++m_depth;
    bool more = !take('}');
    while (more) {
        std::string key;
        Json value;
        if (!readKey(key) || !take(':') || !readValue(value))
            return false;
        // Which of two values is meant cannot be known.
        if (object.contains(key) || object.size() == kMostKeys)
            return false;
        object[key] = std::move(value);
        more = take(',');
        if (!more && !take('}'))
            return false;
    }
    --m_depth;
    return true;
}

bool CallReader::readList(Json &list)
{
    list = Json::array();
    if (m_depth == kDeepestJson || !take('['))
        return false;
    ++m_depth;
    bool more = !take(']');
    while (more) {
        Json value;
        if (!readValue(value))
            return false;
        list.push_back(std::move(value));
        more = take(',');
        if (!more && !take(']'))
            return false;
    }
    --m_depth;
    return true;
}

bool CallReader::readValue(Json &value)
{
    skipSpace();
    const std::string_view rest = untilQuote();
    if (rest.starts_with('{'))
        return readObject(value);
    if (rest.starts_with('['))
        return readList(value);
    if (!atQuote() && !rest.starts_with('"'))
        return readWord(value);
    std::string text;
    const bool found = atQuote() ? readString(text) : readJsonString(text);
    if (found)
        value = std::move(text);
    return found;
}

bool CallReader::readKey(std::string &key)
{
    skipSpace();
    if (atQuote())
        return readString(key);
    return untilQuote().starts_with('"') ? readJsonString(key) : readBareKey(key);
}

bool CallReader::readBareKey(std::string &key)
{
    const std::string_view rest = untilQuote();
    const size_t end = rest.find_first_of(":{}[],\"");
    if (end == std::string_view::npos || rest[end] != ':')
        return false;
    m_position += end;
    key = validUtf8(trimmed(rest.substr(0, end)));
    return !key.empty();
}

/// Everything between two quote tokens, whatever it is.
bool CallReader::readString(std::string &text)
{
    if (m_quote + 1 >= m_quotes.size())
        return false;
    const size_t end = m_quotes[m_quote + 1];
    text = validUtf8(m_bytes.substr(m_position, end - m_position));
    m_position = end;
    m_quote += 2;
    return true;
}

bool CallReader::readJsonString(std::string &text)
{
    const std::string_view rest = untilQuote();
    size_t end = 1;
    while (end < rest.size() && rest[end] != '"')
        end += rest[end] == '\\' ? size_t(2) : size_t(1);
    if (end >= rest.size())
        return false;
    constexpr bool kThrow = false;
    const Json json = Json::parse(rest.substr(0, end + 1), nullptr, kThrow);
    if (!json.is_string())
        return false;
    text = json.get<std::string>();
    m_position += end + 1;
    return true;
}

/// A number, true, false or null.
bool CallReader::readWord(Json &value)
{
    const std::string_view rest = untilQuote();
    const std::string_view word = rest.substr(0, rest.find_first_of(",]} \t\r\n"));
    constexpr bool kThrow = false;
    value = Json::parse(word, nullptr, kThrow);
    m_position += word.size();
    return value.is_number() || value.is_boolean() || value.is_null();
}

bool isSpace(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n';
}

} // namespace

} // namespace alcove::inference
