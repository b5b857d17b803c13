#include "inference/cli/command_line.h"

#include <algorithm>
#include <format>
#include <set>

namespace alcove::inference {

namespace {

std::set<std::string> optionsWithValue(const CLI::App &program);
std::vector<const CLI::App *> commandsOf(const CLI::App &program);
bool isCommand(const CLI::App &program, const std::string &word);

} // namespace

std::vector<std::string> commandFirst(std::vector<std::string> arguments, const CLI::App &program)
{
    const std::set<std::string> withValue = optionsWithValue(program);
    for (size_t i = 0; i < arguments.size(); ++i) {
        const std::string &word = arguments[i];
        if (word == "--")
            break;
        if (withValue.contains(word)) {
            ++i;
            continue;
        }
        if (word.starts_with('-') && word.size() > 1)
            continue;
        std::rotate(
            arguments.begin(), arguments.begin() + ptrdiff_t(i), arguments.begin() + ptrdiff_t(i) + 1);
        break;
    }
    return arguments;
}

void parseArguments(CLI::App &program, std::vector<std::string> arguments)
{
    std::vector<std::string> ordered = commandFirst(std::move(arguments), program);
    if (!ordered.empty() && !ordered.front().starts_with('-') && !isCommand(program, ordered.front()))
        throw CLI::ParseError(
            std::format("“{}” is no command", ordered.front()), CLI::ExitCodes::ExtrasError);
    std::ranges::reverse(ordered); // CLI11 takes a list from its end
    program.parse(std::move(ordered));
}

std::string usageMessage(const CLI::App &program, const CLI::ParseError &error)
{
    std::string what = error.what();
    std::ranges::replace(what, '\n', ' ');
    while (what.ends_with(' ') || what.ends_with('.'))
        what.pop_back();
    std::string command = program.get_name();
    for (const CLI::App *chosen : commandsOf(program)) {
        if (chosen->parsed())
            command += ' ' + chosen->get_name();
    }
    return std::format("{}. See “{} --help”.", what, command);
}

namespace {

std::set<std::string> optionsWithValue(const CLI::App &program)
{
    std::set<std::string> names;
    for (const CLI::App *command : commandsOf(program)) {
        for (const CLI::Option *option : command->get_options()) {
            if (option->get_expected_max() == 0)
                continue;
            for (const std::string &name : option->get_lnames())
                names.insert("--" + name);
            for (const std::string &name : option->get_snames())
                names.insert("-" + name);
        }
    }
    return names;
}

std::vector<const CLI::App *> commandsOf(const CLI::App &program)
{
    return program.get_subcommands([](const CLI::App *) { return true; });
}

bool isCommand(const CLI::App &program, const std::string &word)
{
    return std::ranges::any_of(
        commandsOf(program), [&word](const CLI::App *command) { return command->get_name() == word; });
}

} // namespace

} // namespace alcove::inference
