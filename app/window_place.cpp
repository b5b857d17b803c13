#include "app/window_place.h"

#include "app/settings/settings.h"

#include <algorithm>

namespace alcove::app {

std::optional<QPoint> rememberedPlace(const Settings &settings, const QList<QRect> &screens)
{
    const QPoint place(settings.windowX(), settings.windowY());
    if (place == QPoint(-1, -1))
        return std::nullopt;
    const QPoint handle = place + QPoint(settings.windowWidth() / 2, 0);
    const bool isReachable =
        std::ranges::any_of(screens, [&](const QRect &screen) { return screen.contains(handle); });
    return isReachable ? std::optional(place) : std::nullopt;
}

} // namespace alcove::app
