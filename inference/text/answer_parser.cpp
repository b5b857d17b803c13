#include "inference/text/answer_parser.h"

#include <utility>

namespace alcove::inference {

namespace {

// Longer than any arguments that a tool can want; a call that goes on is none.
constexpr size_t kMostCallTokens = 32768;
// "thought" is the only name in use; a line that is longer than a name is thought already.
constexpr size_t kLongestChannelName = 64;
constexpr std::string_view kThoughtChannel = "thought";

} // namespace

AnswerParser::AnswerParser(const Tokenizer &tokenizer, Start start)
    : m_tokenizer(tokenizer)
    , m_inThought(start == Start::InThought)
{}

AnswerDelta AnswerParser::push(TokenId id)
{
    AnswerDelta delta;
    if (m_inCall)
        pushIntoCall(id, delta);
    else if (m_tokenizer.isControl(id))
        pushControl(id, delta);
    else
        write(m_utf8.push(m_tokenizer.bytesOf(id)), delta);
    return delta;
}

AnswerDelta AnswerParser::finish()
{
    AnswerDelta delta;
    write(m_utf8.finish(), delta);
    if (m_inChannelName)
        endName(delta);
    if (m_holdsLineFeed)
        delta.thinking += '\n';
    m_holdsLineFeed = false;
    if (m_inCall)
        giveUpCall(delta);
    return delta;
}

/// Control tokens are structure, not text (spec 7.2); those without a meaning here are dropped,
/// a stray end of a channel or call among them.
void AnswerParser::pushControl(TokenId id, AnswerDelta &delta)
{
    write(m_utf8.finish(), delta);
    const ControlTokens &control = m_tokenizer.control();
    if (id == control.openChannel)
        enterChannel(delta);
    else if (id == control.closeChannel)
        leaveChannel(delta);
    else if (id == control.openToolCall)
        m_inCall = true;
}

void AnswerParser::pushIntoCall(TokenId id, AnswerDelta &delta)
{
    const ControlTokens &control = m_tokenizer.control();
    if (id == control.closeToolCall) {
        delta.toolCalls.push_back(parseToolCall(m_callTokens, m_tokenizer));
        m_callTokens.clear();
        m_inCall = false;
    } else if (id == control.openToolCall) {
        giveUpCall(delta);
        m_inCall = true;
    } else {
        m_callTokens.push_back(id);
        if (m_callTokens.size() == kMostCallTokens)
            giveUpCall(delta);
    }
}

/// A call that did not close is reported as it stands, never guessed at (spec 6.6).
void AnswerParser::giveUpCall(AnswerDelta &delta)
{
    ToolCall call;
    call.arguments = nullptr;
    call.raw = m_tokenizer.decode(m_callTokens, Tokenizer::Control::Show);
    delta.toolCalls.push_back(std::move(call));
    m_callTokens.clear();
    m_inCall = false;
}

void AnswerParser::enterChannel(AnswerDelta &delta)
{
    if (m_inChannelName)
        endName(delta);
    m_inThought = true;
    m_inChannelName = true;
}

void AnswerParser::leaveChannel(AnswerDelta &delta)
{
    if (m_inChannelName)
        endName(delta);
    m_inThought = false;
    m_holdsLineFeed = false;
}

void AnswerParser::write(std::string_view text, AnswerDelta &delta)
{
    if (m_inChannelName)
        writeName(text, delta);
    else if (m_inThought)
        writeThought(text, delta);
    else
        delta.text += text;
}

/// The word up to the line feed names the channel; unknown names are thoughts, too.
void AnswerParser::writeName(std::string_view text, AnswerDelta &delta)
{
    m_channelName += text;
    const size_t lineFeed = m_channelName.find('\n');
    const bool isWord = m_channelName.find(' ') >= lineFeed;
    if (lineFeed != std::string::npos && isWord) {
        const std::string thought = m_channelName.substr(lineFeed + 1);
        m_channelName.clear();
        m_inChannelName = false;
        writeThought(thought, delta);
    } else if (lineFeed != std::string::npos || m_channelName.size() > kLongestChannelName) {
        endName(delta);
    }
}

/// What was taken for a name and did not end like one is thought, so that no text is lost.
void AnswerParser::endName(AnswerDelta &delta)
{
    const std::string name = std::exchange(m_channelName, {});
    m_inChannelName = false;
    if (name != kThoughtChannel)
        writeThought(name, delta);
}

void AnswerParser::writeThought(std::string_view text, AnswerDelta &delta)
{
    if (text.empty())
        return;
    if (m_holdsLineFeed)
        delta.thinking += '\n';
    m_holdsLineFeed = text.ends_with('\n');
    delta.thinking += text.substr(0, text.size() - (m_holdsLineFeed ? 1 : 0));
}

} // namespace alcove::inference
