#include "inference/text/control_strings.h"

#include <algorithm>

namespace alcove::inference {

std::span<const ControlName> controlNames()
{
    static constexpr std::array kNames = {
        ControlName{"<pad>", &ControlTokens::padding},
        ControlName{"<eos>", &ControlTokens::endOfText},
        ControlName{"<bos>", &ControlTokens::beginOfText},
        ControlName{"<|think|>", &ControlTokens::think},
        ControlName{"<|channel>", &ControlTokens::openChannel},
        ControlName{"<channel|>", &ControlTokens::closeChannel},
        ControlName{"<|turn>", &ControlTokens::openTurn},
        ControlName{"<turn|>", &ControlTokens::closeTurn},
        ControlName{"<|tool>", &ControlTokens::openTool},
        ControlName{"<tool|>", &ControlTokens::closeTool},
        ControlName{"<|tool_call>", &ControlTokens::openToolCall},
        ControlName{"<tool_call|>", &ControlTokens::closeToolCall},
        ControlName{"<|tool_response>", &ControlTokens::openToolResponse},
        ControlName{"<tool_response|>", &ControlTokens::closeToolResponse},
        ControlName{"<|\"|>", &ControlTokens::stringQuote},
        ControlName{"<|image>", &ControlTokens::openImage},
        ControlName{"<|image|>", &ControlTokens::image},
        ControlName{"<image|>", &ControlTokens::closeImage},
        ControlName{"<|audio>", &ControlTokens::openAudio},
        ControlName{"<|audio|>", &ControlTokens::audio},
        ControlName{"<audio|>", &ControlTokens::closeAudio},
        ControlName{"<|video|>", &ControlTokens::video},
    };
    return kNames;
}

std::string_view controlText(TokenId ControlTokens::*id)
{
    return std::ranges::find(controlNames(), id, &ControlName::id)->text;
}

ControlStringFinder::ControlStringFinder(size_t mostBytes) : m_children(mostBytes), m_idsByNode(1, kNoToken)
{}

bool ControlStringFinder::insert(std::string_view text, TokenId id)
{
    uint32_t node = 0;
    for (const char byte : text) {
        if (const uint64_t *child = m_children.find(keyOf(node, byte))) {
            node = uint32_t(*child);
            continue;
        }
        const auto added = uint32_t(m_idsByNode.size());
        if (!m_children.insert(keyOf(node, byte), added))
            return false;
        m_idsByNode.push_back(kNoToken);
        node = added;
    }
    m_idsByNode[node] = id;
    m_startsString[uint8_t(text.front())] = true;
    return true;
}

std::optional<ControlStringFinder::Match> ControlStringFinder::find(std::string_view text, size_t from) const
{
    for (size_t position = from; position < text.size(); ++position) {
        if (!m_startsString[uint8_t(text[position])])
            continue;
        if (const std::optional<Match> match = longestAt(text, position))
            return match;
    }
    return std::nullopt;
}

std::optional<ControlStringFinder::Match> ControlStringFinder::longestAt(
    std::string_view text, size_t position) const
{
    std::optional<Match> longest;
    uint32_t node = 0;
    for (size_t end = position; end < text.size(); ++end) {
        const uint64_t *child = m_children.find(keyOf(node, text[end]));
        if (!child)
            break;
        node = uint32_t(*child);
        if (m_idsByNode[node] != kNoToken)
            longest = Match{position, end + 1 - position, m_idsByNode[node]};
    }
    return longest;
}

} // namespace alcove::inference
