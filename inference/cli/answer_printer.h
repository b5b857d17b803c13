#pragma once

#include "inference/cli/terminal.h"
#include "inference/session/session.h"

namespace alcove::inference {

/// Shows an answer to a person while it is made: its text on standard output as it comes, and, only
/// on a terminal, progress and thoughts on the error channel. One object an answer.
class AnswerPrinter {
public:
    explicit AnswerPrinter(ProgressLine &progress) : m_progress(progress) {}

    AnswerObserver observer();
    /// Ends the last line, and says on a terminal why an answer ended early.
    void finish(const Answer &answer);

private:
    void showText(std::string_view text);
    void showThinking(std::string_view text);
    void endThought();

    ProgressLine &m_progress;
    bool m_inThought = false;
    bool m_atLineStart = true;
};

} // namespace alcove::inference
