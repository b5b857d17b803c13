#include "inference/cli/terminal.h"

#include <algorithm>
#include <cstdio>
#include <format>
#include <iostream>
#include <unistd.h>

namespace alcove::inference {

bool inputIsTerminal()
{
    return ::isatty(STDIN_FILENO) == 1;
}

bool outputIsTerminal()
{
    return ::isatty(STDOUT_FILENO) == 1;
}

bool errorsAreTerminal()
{
    return ::isatty(STDERR_FILENO) == 1;
}

Result<std::string> readStandardInput()
{
    constexpr size_t kMost = size_t(64) << 20;
    std::string text;
    std::string block(1 << 16, '\0');
    while (std::cin) {
        std::cin.read(block.data(), std::streamsize(block.size()));
        text.append(block, 0, size_t(std::cin.gcount()));
        if (text.size() > kMost)
            return failure("More than 64 MB came from standard input.", "Give less at once.");
    }
    return text;
}

void writeNow(std::string_view text)
{
    std::cout << text << std::flush;
}

Result<void> finishOutput()
{
    std::cout.flush();
    if (std::cout.fail())
        return failure("The output could not be written.", "Check the disk that it goes to.");
    return {};
}

void writeError(std::string_view message)
{
    std::string line(message);
    std::ranges::replace(line, '\n', ' ');
    std::cerr << "alcove-cli: " << line << std::endl;
}

ProgressLine::ProgressLine(Visible visible) : m_visible(visible == Visible::Always && errorsAreTerminal()) {}

ProgressLine::~ProgressLine()
{
    clear();
}

void ProgressLine::show(std::string_view activity, int64_t done, int64_t total)
{
    if (!m_visible || total <= 0)
        return;
    std::cerr << std::format("\r{} {} %\x1b[K", activity, std::min(done, total) * 100 / total) << std::flush;
    m_shown = true;
}

void ProgressLine::clear()
{
    if (m_shown)
        std::cerr << "\r\x1b[K" << std::flush;
    m_shown = false;
}

} // namespace alcove::inference
