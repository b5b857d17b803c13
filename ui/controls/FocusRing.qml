import QtQuick
import Alcove

// The ring around what the keyboard has; it stands off by its gap.
Rectangle {
    id: ring

    property real around: Theme.radius.control
    readonly property int off: Theme.stroke.focusGap + Theme.focusWidth

    anchors.fill: parent
    anchors.margins: -off
    radius: around + off
    color: "transparent"
    border.width: Theme.focusWidth
    border.color: Theme.colors.focus
}
