import QtQuick
import Alcove

// The raised sheet of menus and lists.
Rectangle {
    radius: Theme.radius.block
    color: Theme.colors.raised
    border.width: Theme.lineWidth
    border.color: Theme.contrast ? Theme.colors.border : Theme.colors.line
    Shadow {
        level: Theme.elevation.menu
        radius: Theme.radius.block
    }
}
