#include "inference/cli/answer_json.h"
#include "inference/cli/command.h"
#include "inference/cli/common_options.h"
#include "inference/cli/model_vocabulary.h"
#include "inference/cli/terminal.h"
#include "inference/cli/token_list.h"

#include <algorithm>
#include <format>
#include <memory>
#include <string>
#include <vector>

namespace alcove::inference {

namespace {

constexpr const char *kExamples = R"(Examples:
  alcove-cli detokenize 9259,1902
  alcove-cli tokenize "Hello" | alcove-cli detokenize -)";

struct DetokenizeOptions {
    CommonOptions common;
    std::vector<std::string> words; ///< ids, or "-" alone for standard input
    bool skipControl = false;
};

Result<void> detokenize(const DetokenizeOptions &options);
Result<std::vector<TokenId>> tokensOf(const DetokenizeOptions &options);
void checkUsage(const DetokenizeOptions &options);
bool readsInput(const DetokenizeOptions &options);
std::string joined(const std::vector<std::string> &words);

} // namespace

Command detokenizeCommand(CLI::App &program)
{
    CLI::App *parser = program.add_subcommand("detokenize", "The text of token ids");
    // Shared by the parser, which fills it, and the command, which reads it.
    const auto options = std::make_shared<DetokenizeOptions>();
    parser->add_option("IDS", options->words, "Ids, separated by commas or spaces; “-”: from standard input")
        ->required();
    parser->add_flag(
        "--skip-control", options->skipControl, "Leave control tokens out instead of showing them");
    addCommonOptions(*parser, options->common);
    parser->footer(kExamples);
    parser->callback([options] { checkUsage(*options); });
    return {.parser = parser, .run = [options] { return detokenize(*options); }};
}

namespace {

void checkUsage(const DetokenizeOptions &options)
{
    if (!readsInput(options) && !parseTokens(joined(options.words)))
        throw CLI::ValidationError("IDS", "these are no token ids; write them as 2,10,42");
}

Result<void> detokenize(const DetokenizeOptions &options)
{
    const Result<std::filesystem::path> model = options.common.modelPath();
    if (!model)
        return std::unexpected(model.error());
    const Result<Tokenizer> tokenizer = readVocabulary(*model);
    if (!tokenizer)
        return std::unexpected(tokenizer.error());
    const Result<std::vector<TokenId>> tokens = tokensOf(options);
    if (!tokens)
        return std::unexpected(tokens.error());
    const TokenId most = tokenizer->vocabularySize();
    const auto outside = std::ranges::find_if(*tokens, [most](TokenId id) { return id >= most; });
    if (outside != tokens->end())
        return failure(std::format("{} is no token id: this vocabulary has {} tokens.", *outside, most),
            "Take the ids from the same model.");

    const auto control = options.skipControl ? Tokenizer::Control::Skip : Tokenizer::Control::Show;
    const std::string text = tokenizer->decode(*tokens, control);
    writeNow(options.common.json ? jsonLine({{"text", text}}) : text + '\n');
    return {};
}

Result<std::vector<TokenId>> tokensOf(const DetokenizeOptions &options)
{
    std::string text = joined(options.words);
    if (readsInput(options)) {
        Result<std::string> input = readStandardInput();
        if (!input)
            return std::unexpected(input.error());
        text = std::move(*input);
    }
    auto tokens = parseTokens(text);
    if (!tokens)
        return failure("Standard input holds something else than token ids.", "Write them as 2,10,42.");
    return *std::move(tokens);
}

bool readsInput(const DetokenizeOptions &options)
{
    return options.words == std::vector<std::string>{"-"};
}

std::string joined(const std::vector<std::string> &words)
{
    std::string text;
    for (const std::string &word : words)
        text += word + ' ';
    return text;
}

} // namespace

} // namespace alcove::inference
