#include "inference/cli/answer_json.h"
#include "inference/cli/command.h"
#include "inference/cli/common_options.h"
#include "inference/cli/conversation_options.h"
#include "inference/cli/interrupt.h"
#include "inference/cli/loaded_model.h"
#include "inference/cli/logits_file.h"
#include "inference/cli/token_list.h"
#include "inference/text/message_file.h"

#include <memory>
#include <string>

namespace alcove::inference {

namespace {

constexpr const char *kExamples = R"(Examples:
  alcove-cli logits --tokens 2,10,42 --positions last
  alcove-cli logits --messages conversation.json --weights float --kv f32 --out logits.npy)";

struct LogitsOptions {
    CommonOptions common;
    std::string tokens;
    std::string messages;
    int imageTokens = 0;
    std::string positions = "all";
    std::string out;
};

void addOptions(CLI::App &parser, LogitsOptions &options);
void checkUsage(const LogitsOptions &options);
Result<void> logits(const LogitsOptions &options);
Result<std::vector<float>> compute(const LogitsOptions &options, Session &session);

} // namespace

Command logitsCommand(CLI::App &program)
{
    CLI::App *parser =
        program.add_subcommand("logits", "The logits of tokens or of a conversation, as JSON or .npy");
    // Shared by the parser, which fills it, and the command, which reads it.
    const auto options = std::make_shared<LogitsOptions>();
    addOptions(*parser, *options);
    parser->callback([options] { checkUsage(*options); });
    return {.parser = parser, .run = [options] { return logits(*options); }};
}

namespace {

void addOptions(CLI::App &parser, LogitsOptions &options)
{
    CLI::Option *tokens =
        parser.add_option("--tokens", options.tokens, "Ids, separated by commas; nothing is added to them")
            ->option_text("IDS");
    parser.add_option("--messages", options.messages, "A JSON message file; pictures and sound included")
        ->option_text("FILE")
        ->excludes(tokens);
    parser.add_option("--positions", options.positions, "all, or only the last (default: all)")
        ->check(CLI::IsMember({"all", "last"}))
        ->option_text("WHICH");
    parser
        .add_option(
            "--out", options.out, "Write float32 of shape (positions, vocabulary) for NumPy instead of JSON")
        ->option_text("FILE.npy");
    addImageTokens(parser, options.imageTokens);
    addCommonOptions(parser, options.common);
    parser.footer(kExamples);
}

void checkUsage(const LogitsOptions &options)
{
    if (options.tokens.empty() && options.messages.empty())
        throw CLI::RequiredError("--tokens or --messages");
    const auto ids = parseTokens(options.tokens);
    if (!ids || (ids->empty() && options.messages.empty()))
        throw CLI::ValidationError("--tokens", "these are no token ids; write them as 2,10,42");
}

Result<void> logits(const LogitsOptions &options)
{
    ProgressLine progress(
        options.common.quiet ? ProgressLine::Visible::Never : ProgressLine::Visible::Always);
    const Result<LoadedModel> model = loadModel(options.common, progress, {});
    if (!model)
        return std::unexpected(model.error());
    const Result<std::vector<float>> values = compute(options, *model->session);
    if (!values)
        return std::unexpected(values.error());

    const int64_t vocabulary = model->engine->config().text.vocabularySize;
    const LogitsTable table{
        .positions = int64_t(values->size()) / vocabulary, .vocabulary = vocabulary, .values = *values};
    if (!options.out.empty())
        return writeNpy(table, options.out);
    writeLogitsJson(table);
    return {};
}

Result<std::vector<float>> compute(const LogitsOptions &options, Session &session)
{
    const auto positions = options.positions == "last" ? Session::Positions::Last : Session::Positions::All;
    if (options.messages.empty())
        return session.logits(parseTokens(options.tokens).value(), positions);
    const Result<Conversation> conversation =
        startConversation({.messages = options.messages, .system = {}, .imageTokens = options.imageTokens});
    if (!conversation)
        return std::unexpected(conversation.error());
    return session.logits(*conversation, positions);
}

} // namespace

} // namespace alcove::inference
