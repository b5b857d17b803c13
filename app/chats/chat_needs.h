#pragma once

#include <QSize>

#include <functional>

namespace alcove::app {

class CodeHighlighter;
class PictureDecoder;
class Settings;

/// What chats need of the rest of the program. Nothing is owned; all of it outlives the chats.
struct ChatNeeds {
    const Settings *settings = nullptr;
    PictureDecoder *decoder = nullptr;
    const CodeHighlighter *highlighter = nullptr; ///< may be null: code without colours
    /// What a picture takes of the context at a budget, and a sound of so many samples; both with the
    /// control tokens around them. Only the engine knows.
    std::function<int(QSize pixels, int budget)> pictureTokens{};
    std::function<int(qsizetype samples)> soundTokens{};
};

} // namespace alcove::app
