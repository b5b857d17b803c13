#include "inference/cli/answer_json.h"
#include "inference/cli/answer_printer.h"
#include "inference/cli/command.h"
#include "inference/cli/common_options.h"
#include "inference/cli/conversation_options.h"
#include "inference/cli/history.h"
#include "inference/cli/interrupt.h"
#include "inference/cli/loaded_model.h"
#include "inference/cli/sampling_options.h"
#include "inference/cli/terminal.h"
#include "inference/text/utf8.h"

#include <memory>
#include <string>
#include <vector>

namespace alcove::inference {

namespace {

constexpr const char *kExamples = R"(Examples:
  alcove-cli ask "What is the capital of Switzerland?"
  alcove-cli ask --image photo.jpg "What is in this picture?"
  alcove-cli ask --audio note.wav "Transcribe the recording."
  alcove-cli ask --model gemma-4-12b-it-qat-q4_0.gguf --greedy --json < question.txt
  alcove-cli ask --messages conversation.json --think
A text that begins with “-” stands after “--”.)";

struct AskOptions {
    CommonOptions common;
    SamplingOptions sampling;
    ConversationOptions conversation;
    std::string text;
    std::vector<std::string> pictures;
    std::vector<std::string> sounds;
};

void addOptions(CLI::App &parser, AskOptions &options);
void findQuestion(AskOptions &options);
Result<void> ask(const AskOptions &options, Interrupt &interrupt);

} // namespace

Command askCommand(CLI::App &program, Interrupt &interrupt)
{
    CLI::App *parser = program.add_subcommand("ask", "One answer, as text or with --json as one object");
    // Shared by the parser, which fills it, and the command, which reads it.
    const auto options = std::make_shared<AskOptions>();
    addOptions(*parser, *options);
    parser->callback([options] { findQuestion(*options); });
    return {.parser = parser, .run = [options, &interrupt] { return ask(*options, interrupt); }};
}

namespace {

void addOptions(CLI::App &parser, AskOptions &options)
{
    parser.add_option("TEXT", options.text, "The question; without it standard input is read");
    parser.add_option("--image", options.pictures, "A picture to ask about; may be given several times")
        ->option_text("FILE")
        ->expected(1)
        ->take_all()
        ->allow_extra_args(false) // the next word is the question
        ->group("Conversation");
    parser
        .add_option("--audio", options.sounds, "A recording (WAV) to ask about; may be given several times")
        ->option_text("FILE")
        ->expected(1)
        ->take_all()
        ->allow_extra_args(false) // the next word is the question
        ->group("Conversation");
    addConversationOptions(parser, options.conversation);
    addSamplingOptions(parser, options.sampling);
    addCommonOptions(parser, options.common);
    parser.footer(kExamples);
}

/// Reads the question from standard input if nothing else asks one.
void findQuestion(AskOptions &options)
{
    const bool asked = !options.text.empty() || !options.conversation.messages.empty() ||
                       !options.pictures.empty() || !options.sounds.empty();
    if (asked)
        return;
    if (inputIsTerminal())
        throw CLI::RequiredError("TEXT, --messages or text from standard input");
    const Result<std::string> input = readStandardInput();
    if (!input)
        throw CLI::ValidationError(input.error().message());
    if (trimmed(*input).empty())
        throw CLI::RequiredError("TEXT, --messages or text from standard input");
    options.text = *input;
}

Result<void> ask(const AskOptions &options, Interrupt &interrupt)
{
    Result<Conversation> conversation = startConversation(options.conversation);
    if (!conversation)
        return std::unexpected(conversation.error());
    if (!options.text.empty() || !options.pictures.empty() || !options.sounds.empty())
        conversation->messages.push_back(questionWith(options.text, options.pictures, options.sounds));

    const Interrupt::Work work(interrupt);
    ProgressLine progress(
        options.common.quiet ? ProgressLine::Visible::Never : ProgressLine::Visible::Always);
    Result<LoadedModel> model = loadModel(options.common, progress, work.token());
    if (!model)
        return std::unexpected(model.error());
    AnswerSettings settings = options.sampling.applyTo(defaultSettings(model->engine->config()));
    settings.draftTokens = options.common.draftTokens();

    AnswerPrinter printer(progress);
    AnswerObserver observer = printer.observer();
    if (options.common.json)
        observer = {.progress = observer.progress, .text = {}, .thinking = {}, .toolCall = {}};
    Result<Answer> answer = model->session->answer(*conversation, settings, observer, work.token());
    progress.clear();
    if (!answer)
        return std::unexpected(answer.error());
    if (options.common.json) {
        nameCalls(answer->toolCalls, 1);
        writeNow(jsonLine(answerJson(*answer)));
    } else {
        printer.finish(*answer);
    }
    return {};
}

} // namespace

} // namespace alcove::inference
