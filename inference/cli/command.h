#pragma once

#include "inference/result.h"

#include <CLI/CLI.hpp>

#include <functional>

namespace alcove::inference {

class Interrupt;

/// What the program tells whoever started it.
enum class ExitStatus { Done = 0, Failed = 1, WrongUsage = 2 };

/// One command: how its arguments are written, and what it does once they are read.
/// Each command's options live in an object that its parser writes into and its run() reads.
struct Command {
    CLI::App *parser = nullptr;
    std::function<Result<void>()> run;
};

Command askCommand(CLI::App &program, Interrupt &interrupt);
Command chatCommand(CLI::App &program, Interrupt &interrupt);
Command logitsCommand(CLI::App &program);
Command tokenizeCommand(CLI::App &program);
Command detokenizeCommand(CLI::App &program);
Command renderCommand(CLI::App &program);
Command inspectCommand(CLI::App &program);
Command memoryCommand(CLI::App &program);
Command benchCommand(CLI::App &program, Interrupt &interrupt);
Command prepareCommand(CLI::App &program, Interrupt &interrupt);
Command synthCommand(CLI::App &program, Interrupt &interrupt);

} // namespace alcove::inference
