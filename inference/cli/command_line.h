#pragma once

#include <CLI/CLI.hpp>

#include <string>
#include <vector>

namespace alcove::inference {

/// The arguments with the command in front, so that options may stand before it as well as after.
/// Which words are options' values is asked of the parsers themselves.
std::vector<std::string> commandFirst(std::vector<std::string> arguments, const CLI::App &program);

/// Reads the arguments (without the program's name). Throws CLI::ParseError, as CLI11 does; that
/// covers --help too.
void parseArguments(CLI::App &program, std::vector<std::string> arguments);

/// What is wrong with a command line, in one line with the way to the help.
std::string usageMessage(const CLI::App &program, const CLI::ParseError &error);

} // namespace alcove::inference
