#include "inference/cli/answer_json.h"
#include "inference/cli/command.h"
#include "inference/cli/common_options.h"
#include "inference/cli/model_vocabulary.h"
#include "inference/cli/terminal.h"
#include "inference/text/chat_format.h"
#include "inference/text/message_file.h"

#include <memory>
#include <string>

namespace alcove::inference {

namespace {

constexpr const char *kExamples = R"(Pictures and sounds appear as their placeholders, one id each.
Examples:
  alcove-cli render --messages conversation.json
  alcove-cli render --messages conversation.json --json)";

struct RenderOptions {
    CommonOptions common;
    std::string messages;
};

Result<void> render(const RenderOptions &options);

} // namespace

Command renderCommand(CLI::App &program)
{
    CLI::App *parser =
        program.add_subcommand("render", "The exact prompt of a conversation, and with --json its ids");
    // Shared by the parser, which fills it, and the command, which reads it.
    const auto options = std::make_shared<RenderOptions>();
    parser->add_option("--messages", options->messages, "A JSON message file")
        ->option_text("FILE")
        ->required();
    addCommonOptions(*parser, options->common);
    parser->footer(kExamples);
    return {.parser = parser, .run = [options] { return render(*options); }};
}

namespace {

Result<void> render(const RenderOptions &options)
{
    const Result<Conversation> conversation = readMessageFile(options.messages);
    if (!conversation)
        return std::unexpected(conversation.error());
    const Result<std::filesystem::path> model = options.common.modelPath();
    if (!model)
        return std::unexpected(model.error());
    const Result<Tokenizer> tokenizer = readVocabulary(*model);
    if (!tokenizer)
        return std::unexpected(tokenizer.error());
    const Result<Prompt> prompt = renderPrompt(*conversation, *tokenizer);
    if (!prompt)
        return std::unexpected(prompt.error());

    if (options.common.json)
        writeNow(jsonLine({{"text", prompt->text}, {"ids", prompt->placeholderIds(tokenizer->control())}}));
    else // a file gets the exact string, a terminal its line end
        writeNow(outputIsTerminal() && !prompt->text.ends_with('\n') ? prompt->text + '\n' : prompt->text);
    return {};
}

} // namespace

} // namespace alcove::inference
