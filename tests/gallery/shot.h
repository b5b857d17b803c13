#pragma once

#include "tests/gallery/stage.h"

#include <QImage>

#include <functional>

namespace alcove::test {

using Setup = std::function<void(Stage &)>;

constexpr QSize kWindow(1280, 800);
constexpr QSize kNarrow(400, 800);
constexpr QSize kMedium(860, 640);

enum Page { General, Model, Memory, Voice, Appearance, Keyboard, About }; // SettingsView.Page

/// How a picture is taken.
struct Shot {
    Setup before = [](Stage &) {}; ///< before the window opens
    Setup after = [](Stage &) {};
    QSize size = kWindow;
    StillBackend::Script script = Stage::gemma();
    bool loads = true;
};

QImage take(const Shot &shot);
QImage inRightToLeft(const Shot &shot);
QImage inGerman(const Shot &shot);

/// Opens a page of the settings.
Setup page(Page number);
void dark(Stage &stage);
/// The demonstration model is the one in use.
void demo(Stage &stage);
/// The chats of the drawings' sidebar.
void fillSidebar(Stage &stage);
/// A conversation to have behind other things.
void soup(Stage &stage);

} // namespace alcove::test
