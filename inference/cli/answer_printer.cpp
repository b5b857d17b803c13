#include "inference/cli/answer_printer.h"

#include "inference/cli/answer_json.h"

#include <iostream>

namespace alcove::inference {

namespace {

constexpr std::string_view kDim = "\x1b[2m";
constexpr std::string_view kNormal = "\x1b[22m";

std::string_view whyEnded(StopReason reason);

} // namespace

AnswerObserver AnswerPrinter::observer()
{
    return {.progress = [this](int64_t done, int64_t total) { m_progress.show("Reading", done, total); },
        .text = [this](std::string_view text) { showText(text); },
        .thinking = [this](std::string_view text) { showThinking(text); },
        .toolCall = [this](const ToolCall &call) { showText(jsonLine(toolCallJson(call))); }};
}

void AnswerPrinter::finish(const Answer &answer)
{
    m_progress.clear();
    endThought();
    if (!m_atLineStart)
        writeNow("\n");
    m_atLineStart = true;
    const std::string_view why = whyEnded(answer.stopReason);
    if (m_progress.visible() && !why.empty())
        std::cerr << kDim << '[' << why << ']' << kNormal << std::endl;
}

void AnswerPrinter::showText(std::string_view text)
{
    m_progress.clear();
    endThought();
    if (text.empty())
        return;
    writeNow(text);
    m_atLineStart = text.ends_with('\n');
}

void AnswerPrinter::showThinking(std::string_view text)
{
    m_progress.clear();
    if (!m_progress.visible())
        return;
    std::cerr << kDim << text << kNormal << std::flush;
    m_inThought = true;
}

void AnswerPrinter::endThought()
{
    if (m_inThought)
        std::cerr << '\n' << std::flush;
    m_inThought = false;
}

namespace {

std::string_view whyEnded(StopReason reason)
{
    switch (reason) {
    case StopReason::Stop:
        return {};
    case StopReason::Length:
        return "the longest answer that was asked for";
    case StopReason::Context:
        return "the conversation is full; a longer one needs --context";
    case StopReason::Cancelled:
        return "stopped";
    case StopReason::Loop:
        return "stopped, because it repeated itself";
    }
    return {};
}

} // namespace

} // namespace alcove::inference
