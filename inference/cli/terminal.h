#pragma once

#include "inference/result.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace alcove::inference {

bool inputIsTerminal();
bool outputIsTerminal();
bool errorsAreTerminal();

/// All of standard input, at most 64 MB.
[[nodiscard]] Result<std::string> readStandardInput();

/// Writes to standard output and flushes, so that a reader at the other end of a pipe sees it now.
void writeNow(std::string_view text);
/// Fails if something that was written could not be, as on a full disk.
[[nodiscard]] Result<void> finishOutput();

/// "alcove-cli: ..." in one line on the error channel.
void writeError(std::string_view message);

/// One line on the error channel that overwrites itself: "Loading 42 %". Silent unless somebody sits
/// there. Erases itself when it goes, or when clear() is called before other output.
class ProgressLine {
public:
    enum class Visible { Always, Never };
    /// Never: as --quiet asks for. Always: still only on a terminal.
    explicit ProgressLine(Visible visible);
    ~ProgressLine();
    ProgressLine(const ProgressLine &) = delete;
    ProgressLine &operator=(const ProgressLine &) = delete;

    void show(std::string_view activity, int64_t done, int64_t total);
    void clear();
    bool visible() const { return m_visible; }

private:
    bool m_visible;
    bool m_shown = false;
};

} // namespace alcove::inference
