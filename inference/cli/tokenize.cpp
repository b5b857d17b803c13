#include "inference/cli/answer_json.h"
#include "inference/cli/command.h"
#include "inference/cli/common_options.h"
#include "inference/cli/model_vocabulary.h"
#include "inference/cli/terminal.h"
#include "inference/text/utf8.h"

#include <memory>
#include <optional>
#include <string>

namespace alcove::inference {

namespace {

constexpr const char *kExamples = R"(Nothing is added: no <bos> in front, no turns around.
Examples:
  alcove-cli tokenize "Hello there"
  alcove-cli tokenize --control "<bos><|turn>user"
  alcove-cli tokenize --json - < letter.txt)";

struct TokenizeOptions {
    CommonOptions common;
    std::optional<std::string> text; ///< unset or "-": standard input
    bool control = false;
};

Result<void> tokenize(const TokenizeOptions &options);
Result<std::string> textOf(const TokenizeOptions &options);

} // namespace

Command tokenizeCommand(CLI::App &program)
{
    CLI::App *parser = program.add_subcommand("tokenize", "The token ids of a text");
    // Shared by the parser, which fills it, and the command, which reads it.
    const auto options = std::make_shared<TokenizeOptions>();
    parser->add_option("TEXT", options->text, "The text; “-” or none: standard input, exactly as it comes");
    parser->add_flag(
        "--control", options->control, "Let control strings such as <|turn> become control tokens");
    addCommonOptions(*parser, options->common);
    parser->footer(kExamples);
    parser->callback([options] {
        if (!options->text && inputIsTerminal())
            throw CLI::RequiredError("TEXT");
    });
    return {.parser = parser, .run = [options] { return tokenize(*options); }};
}

namespace {

Result<void> tokenize(const TokenizeOptions &options)
{
    const Result<std::filesystem::path> model = options.common.modelPath();
    if (!model)
        return std::unexpected(model.error());
    const Result<Tokenizer> tokenizer = readVocabulary(*model);
    if (!tokenizer)
        return std::unexpected(tokenizer.error());
    const Result<std::string> text = textOf(options);
    if (!text)
        return std::unexpected(text.error());

    const auto control = options.control ? ControlStrings::AsControl : ControlStrings::AsText;
    const std::vector<TokenId> ids = tokenizer->encode(validUtf8(*text), control);
    if (options.common.json) {
        writeNow(jsonLine({{"ids", ids}}));
        return {};
    }
    std::string line;
    for (const TokenId id : ids)
        line += (line.empty() ? "" : " ") + std::to_string(id);
    writeNow(line + '\n');
    return {};
}

Result<std::string> textOf(const TokenizeOptions &options)
{
    if (options.text && *options.text != "-")
        return *options.text;
    return readStandardInput();
}

} // namespace

} // namespace alcove::inference
