#pragma once

#include <QList>
#include <QPoint>
#include <QRect>

#include <optional>

namespace alcove::app {

class Settings;

/// Where the window stood last, if a person could still reach it there: the middle of its upper edge,
/// where it is dragged, lies on one of these screens. Nothing while no place was ever kept.
std::optional<QPoint> rememberedPlace(const Settings &settings, const QList<QRect> &screens);

} // namespace alcove::app
