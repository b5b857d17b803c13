#pragma once

#include <QImage>
#include <QList>

#include <functional>

namespace alcove::test {

/// One picture of the gallery. `draw` sets a stage up, opens the window and takes its picture.
struct Scene {
    const char *name;
    std::function<QImage()> draw;
};

QList<Scene> conversationScenes();
/// The states of the model, and its pages in the settings.
QList<Scene> modelScenes();

} // namespace alcove::test
