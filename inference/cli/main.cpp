#include "inference/cli/command.h"
#include "inference/cli/command_line.h"
#include "inference/cli/interrupt.h"
#include "inference/cli/terminal.h"

#include <array>
#include <exception>
#include <iostream>
#include <string>
#include <vector>

using namespace alcove::inference;

namespace {

constexpr const char *kAbout = R"(Gemma 4 12B on your own computer, wholly offline.
Exit status: 0 done; 1 the work failed, with one line that says why; 2 wrong usage.)";

constexpr const char *kMore =
    R"(Options may stand before or after the command. “alcove-cli COMMAND --help” shows a command's own.
Examples:
  alcove-cli ask "What can you do?"
  alcove-cli ask --image photo.jpg "What is in this picture?"
  alcove-cli chat --model gemma-4-12b-it-qat-q4_0.gguf
  alcove-cli memory --model gemma-4-12b-it-qat-q4_0.gguf --context 32768)";

ExitStatus run(std::vector<std::string> arguments);
ExitStatus carryOut(const Command &command);

} // namespace

int main(int count, char **words)
{
    std::ios::sync_with_stdio(false);
    try {
        return int(run(std::vector<std::string>(words + (count > 0 ? 1 : 0), words + count)));
    } catch (const std::exception &error) { // out of memory, for one
        writeError(std::string("It could not go on: ") + error.what() + '.');
        return int(ExitStatus::Failed);
    }
}

namespace {

ExitStatus run(std::vector<std::string> arguments)
{
    CLI::App program(kAbout, "alcove-cli");
    program.footer(kMore);
    program.set_version_flag("--version", ALCOVE_VERSION);
    program.require_subcommand(1);
    Interrupt interrupt;
    const std::array commands = {askCommand(program, interrupt), chatCommand(program, interrupt),
        logitsCommand(program), tokenizeCommand(program), detokenizeCommand(program), renderCommand(program),
        inspectCommand(program), memoryCommand(program), prepareCommand(program, interrupt),
        benchCommand(program, interrupt), synthCommand(program, interrupt)};
    try {
        parseArguments(program, std::move(arguments));
    } catch (const CLI::Success &help) {
        program.exit(help);
        return ExitStatus::Done;
    } catch (const CLI::ParseError &error) {
        writeError(usageMessage(program, error));
        return ExitStatus::WrongUsage;
    }
    for (const Command &command : commands) {
        if (command.parser->parsed())
            return carryOut(command);
    }
    return ExitStatus::WrongUsage;
}

ExitStatus carryOut(const Command &command)
{
    Result<void> outcome = command.run();
    if (outcome)
        outcome = finishOutput();
    if (outcome)
        return ExitStatus::Done;
    writeError(outcome.error().message());
    return ExitStatus::Failed;
}

} // namespace
