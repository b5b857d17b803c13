#include "inference/cli/answer_json.h"
#include "inference/cli/chat.h"
#include "inference/cli/history.h"
#include "inference/cli/terminal.h"
#include "inference/text/json_text.h"
#include "inference/text/message_file.h"
#include "inference/text/utf8.h"

#include <filesystem>
#include <iostream>
#include <string>

namespace alcove::inference {

namespace {

constexpr size_t kLongestLine = size_t(64) << 20;

/// The conversation of one client: messages in, events out.
class JsonChat {
public:
    explicit JsonChat(Chat &chat) : m_chat(chat) {}
    void take(const std::string &line);

private:
    bool wantsAnswer() const;
    void answer();
    AnswerObserver observer();

    Chat &m_chat;
    size_t m_calls = 0; // that were announced so far; the next one's name is its number plus one
};

enum class Line { Read, TooLong, End };
Line readLine(std::string &line);
void writeEvent(const char *name, const Json &members);
void writeErrorEvent(const Error &error);
Result<Message> messageFrom(const std::string &line);

} // namespace

Result<void> chatInJson(Chat &chat)
{
    JsonChat client(chat);
    std::string line;
    for (Line state = readLine(line); state != Line::End; state = readLine(line)) {
        if (state == Line::TooLong)
            writeErrorEvent({"A line is longer than 64 MB.", "Send less at once."});
        else if (!trimmed(line).empty())
            client.take(line);
    }
    return {};
}

namespace {

void JsonChat::take(const std::string &line)
{
    Result<Message> message = messageFrom(line);
    if (!message) {
        writeErrorEvent(message.error());
        return;
    }
    m_chat.conversation.messages.push_back(std::move(*message));
    if (wantsAnswer())
        answer();
}

/// A question is answered, and so is a call's last result; other messages only tell what was said before.
bool JsonChat::wantsAnswer() const
{
    const Role role = m_chat.conversation.messages.back().role;
    return role == Role::User || (role == Role::Tool && unansweredCalls(m_chat.conversation) == 0);
}

void JsonChat::answer()
{
    const Interrupt::Work work(m_chat.interrupt);
    const size_t firstCall = m_calls + 1;
    Result<Answer> answer =
        m_chat.model.session->answer(m_chat.conversation, m_chat.settings, observer(), work.token());
    ++m_chat.settings.sampling.seed; // else the same question would get the same answer again
    if (!answer) {
        m_chat.conversation.messages.pop_back();
        writeErrorEvent(answer.error());
        return;
    }
    nameCalls(answer->toolCalls, firstCall);
    if (saidNothing(*answer))
        m_chat.conversation.messages.pop_back();
    else
        appendAnswer(m_chat.conversation, *answer);
    writeEvent("done", answerJson(*answer));
}

AnswerObserver JsonChat::observer()
{
    return {.progress = [](int64_t done,
                            int64_t total) { writeEvent("progress", {{"done", done}, {"total", total}}); },
        .text = [](std::string_view text) { writeEvent("text", {{"text", text}}); },
        .thinking = [](std::string_view text) { writeEvent("thinking", {{"text", text}}); },
        .toolCall =
            [this](const ToolCall &call) {
                std::vector<ToolCall> named = {call};
                nameCalls(named, ++m_calls);
                writeEvent("tool_call", toolCallJson(named.front()));
            }};
}

Line readLine(std::string &line)
{
    line.clear();
    size_t length = 0;
    for (int byte = std::cin.get(); byte != EOF && byte != '\n'; byte = std::cin.get()) {
        if (++length <= kLongestLine)
            line.push_back(char(byte));
    }
    if (length > kLongestLine)
        return Line::TooLong;
    return line.empty() && !std::cin ? Line::End : Line::Read;
}

void writeEvent(const char *name, const Json &members)
{
    Json event;
    event["event"] = name;
    event.update(members);
    writeNow(jsonLine(event));
}

void writeErrorEvent(const Error &error)
{
    writeEvent("error", {{"message", error.message()}});
}

Result<Message> messageFrom(const std::string &line)
{
    const Result<Json> json = parseJson(line);
    if (!json)
        return std::unexpected(json.error());
    return messageFromJson(*json, std::filesystem::path());
}

} // namespace

} // namespace alcove::inference
