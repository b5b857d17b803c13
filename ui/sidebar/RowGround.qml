import QtQuick
import Alcove

// What lies under a row of the sidebar.
Rectangle {
    property bool current: false
    property bool hot: false
    property bool down: false

    radius: Theme.radius.control
    color: current ? Theme.colors.selected : down ? Theme.colors.pressed : hot ? Theme.colors.hover : "transparent"
    border.width: current && Theme.contrast ? Theme.lineWidth : 0
    border.color: Theme.colors.border
    Behavior on color { ColorAnimation { duration: Theme.motion.quick } }
}
