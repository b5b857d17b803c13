#include "inference/cli/chat.h"

#include "inference/cli/command.h"
#include "inference/cli/common_options.h"
#include "inference/cli/conversation_options.h"
#include "inference/cli/sampling_options.h"

#include <memory>

namespace alcove::inference {

namespace {

constexpr const char *kExamples =
    R"(On a terminal, write a question and press Enter. Ctrl-C stops an answer; /new starts again; /exit ends.
With --json, every line in is a message, {"role": "user", "content": "Hello"} or a tool's result, and every
line out an event: progress, text, thinking, tool_call, done or error.
Examples:
  alcove-cli chat
  alcove-cli chat --system "Answer in one sentence." --temperature 0.5
  echo '{"role": "user", "content": "Hello"}' | alcove-cli chat --json)";

struct ChatOptions {
    CommonOptions common;
    SamplingOptions sampling;
    ConversationOptions conversation;
};

Result<void> chat(const ChatOptions &options, Interrupt &interrupt);

} // namespace

Command chatCommand(CLI::App &program, Interrupt &interrupt)
{
    CLI::App *parser =
        program.add_subcommand("chat", "A conversation on the terminal, or with --json by lines");
    // Shared by the parser, which fills it, and the command, which reads it.
    const auto options = std::make_shared<ChatOptions>();
    addConversationOptions(*parser, options->conversation);
    addSamplingOptions(*parser, options->sampling);
    addCommonOptions(*parser, options->common);
    parser->footer(kExamples);
    return {.parser = parser, .run = [options, &interrupt] { return chat(*options, interrupt); }};
}

namespace {

Result<void> chat(const ChatOptions &options, Interrupt &interrupt)
{
    Result<Conversation> conversation = startConversation(options.conversation);
    if (!conversation)
        return std::unexpected(conversation.error());
    ProgressLine progress(
        options.common.quiet ? ProgressLine::Visible::Never : ProgressLine::Visible::Always);
    Result<LoadedModel> model = [&] {
        const Interrupt::Work loading(interrupt);
        return loadModel(options.common, progress, loading.token());
    }();
    if (!model)
        return std::unexpected(model.error());
    AnswerSettings settings = options.sampling.applyTo(defaultSettings(model->engine->config()));
    settings.draftTokens = options.common.draftTokens();
    Chat chat{.model = std::move(*model),
        .conversation = std::move(*conversation),
        .settings = settings,
        .interrupt = interrupt,
        .progress = progress};
    return options.common.json ? chatInJson(chat) : chatOnTerminal(chat);
}

} // namespace

} // namespace alcove::inference
