#include "inference/cli/answer_printer.h"
#include "inference/cli/chat.h"
#include "inference/cli/conversation_options.h"
#include "inference/cli/history.h"
#include "inference/cli/terminal.h"
#include "inference/text/utf8.h"

#include <iostream>
#include <string>

namespace alcove::inference {

namespace {

void greet(const Chat &chat);
bool readLine(std::string &line);
void answerTo(Chat &chat, const std::string &question);

} // namespace

Result<void> chatOnTerminal(Chat &chat)
{
    const std::vector<Message> beginning = chat.conversation.messages;
    greet(chat);
    for (std::string line; readLine(line);) {
        const std::string question(trimmed(line));
        if (question == "/exit" || question == "/quit")
            break;
        if (question == "/new")
            chat.conversation.messages = beginning;
        else if (!question.empty())
            answerTo(chat, question);
        ++chat.settings.sampling.seed; // else the same question would get the same answer again
    }
    return {};
}

namespace {

void greet(const Chat &chat)
{
    if (chat.progress.visible() && inputIsTerminal())
        std::cerr << chat.model.engine->config().name << ". /new starts again, /exit ends.\n" << std::flush;
}

bool readLine(std::string &line)
{
    if (inputIsTerminal() && outputIsTerminal())
        writeNow("> ");
    return bool(std::getline(std::cin, line));
}

/// A question that could not be answered leaves no trace in the conversation.
void answerTo(Chat &chat, const std::string &question)
{
    const Interrupt::Work work(chat.interrupt);
    AnswerPrinter printer(chat.progress);
    chat.conversation.messages.push_back(questionWith(question, {}, {}));
    const Result<Answer> answer =
        chat.model.session->answer(chat.conversation, chat.settings, printer.observer(), work.token());
    chat.progress.clear();
    if (!answer) {
        chat.conversation.messages.pop_back();
        writeError(answer.error().message());
        return;
    }
    printer.finish(*answer);
    if (saidNothing(*answer))
        chat.conversation.messages.pop_back();
    else
        appendAnswer(chat.conversation, *answer);
}

} // namespace

} // namespace alcove::inference
