#pragma once

#include "inference/text/chat_format.h"
#include "inference/text/prompt_writer.h"

#include <optional>
#include <string_view>

namespace alcove::inference {

/// Writes one conversation that has been checked, once. Numbers in the source are the rules of spec 6.3.
class ConversationWriter {
public:
    /// Both must outlive it.
    ConversationWriter(const Conversation &conversation, const Tokenizer &tokenizer);

    [[nodiscard]] Result<Prompt> write();

private:
    /// What stands last in the model's turn: it decides how the turn and the prompt end.
    enum class Last { Text, Calls, Results };
    enum class Written { Nothing, Something };

    bool startsWithSystem() const;
    void writeSystemTurn();
    void writeSystemText(const Content &content);
    void writeMessage(size_t index);
    void writeReasoning(size_t index);
    void writeCalls(const Message &message);
    void writeResults(size_t caller);
    void writeResult(size_t index, std::string_view toolName);
    Written writeContent(size_t index);
    Written writeText(Role role, std::string_view text);
    void writeMedia(size_t index, size_t part);
    void endMessage(size_t index, Written content);
    bool writeGenerationPrompt();

    std::optional<Role> roleBefore(size_t index) const;
    std::optional<Role> roleAfter(size_t index) const;

    const Conversation &m_conversation;
    PromptWriter m_writer;
    size_t m_afterLastUser = 0; ///< index of the first message that keeps its thoughts
    Last m_last = Last::Text;
};

} // namespace alcove::inference
