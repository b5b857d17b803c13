import QtQuick
import Alcove

// What was done, and the way back, for a few seconds; longer while the pointer or the keyboard is on it.
Rectangle {
    id: line

    required property string text // empty: nothing to take back

    signal undone
    signal expired

    implicitWidth: parts.implicitWidth + Theme.space.s8
    implicitHeight: Theme.measure.undoHeight
    radius: Theme.radius.block
    color: Theme.colors.tooltip
    border.width: Theme.contrast ? Theme.lineWidth : 0
    border.color: Theme.colors.border
    visible: text !== ""

    Accessible.role: Accessible.StatusBar
    Accessible.name: text

    onTextChanged: if (text !== "") clock.restart()

    Shadow {
        level: Theme.elevation.menu
        radius: parent.radius
    }
    Row {
        id: parts
        anchors.centerIn: parent
        spacing: Theme.space.s5
        TextLabel {
            anchors.verticalCenter: parent.verticalCenter
            width: Math.min(implicitWidth, Theme.size.paletteWidth / 2)
            text: line.text
            color: Theme.colors.tooltipInk
        }
        LinkButton {
            id: undo
            //: Takes the last act back
            text: qsTr("Undo")
            tone: Theme.colors.tooltipInk
            onClicked: line.undone()
        }
    }
    HoverHandler {
        id: hover
    }
    Timer {
        id: clock
        interval: Theme.motion.undoSeconds * 1000
        running: line.visible && !hover.hovered && !undo.activeFocus
        onTriggered: line.expired()
    }
}
