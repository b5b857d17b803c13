#include "inference/text/prompt_writer.h"

#include "inference/text/control_strings.h"
#include "inference/text/utf8.h"

#include <format>

namespace alcove::inference {

PromptWriter::PromptWriter(const Tokenizer &tokenizer) : m_tokenizer(tokenizer) {}

void PromptWriter::text(std::string_view text)
{
    m_segment += validUtf8(text);
}

void PromptWriter::control(TokenId ControlTokens::*id)
{
    endSegment();
    showControl(id);
    m_prompt.tokens.emplace_back(m_tokenizer.control().*id);
}

void PromptWriter::media(const MediaSlot &slot)
{
    endSegment();
    showControl(slot.kind == MediaSlot::Kind::Image ? &ControlTokens::image : &ControlTokens::audio);
    m_prompt.tokens.emplace_back(slot);
}

void PromptWriter::quoted(std::string_view quotedText)
{
    control(&ControlTokens::stringQuote);
    text(quotedText);
    control(&ControlTokens::stringQuote);
}

void PromptWriter::endStablePrefix()
{
    endSegment();
    m_prompt.stablePrefix = m_prompt.tokens.size();
}

Result<Prompt> PromptWriter::finish()
{
    endSegment();
    if (!m_missing.empty()) {
        return failure(std::format("The model's vocabulary lacks the token {}.", m_missing),
            "This model cannot follow the conversation's format; choose a Gemma 4 model.");
    }
    return std::move(m_prompt);
}

void PromptWriter::endSegment()
{
    for (const TokenId id : m_tokenizer.encode(m_segment))
        m_prompt.tokens.emplace_back(id);
    m_prompt.text += m_segment;
    m_segment.clear();
}

void PromptWriter::showControl(TokenId ControlTokens::*id)
{
    m_prompt.text += controlText(id);
    if (m_tokenizer.control().*id == kNoToken)
        m_missing = controlText(id);
}

} // namespace alcove::inference
