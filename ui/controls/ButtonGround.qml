import QtQuick
import Alcove

// What lies under a button's label, in every state.
Rectangle {
    id: ground

    required property int kind
    required property bool hot
    required property bool down
    required property bool off

    readonly property color rest: {
        switch (kind) {
        case PushButton.Kind.Primary:
            return off ? Theme.colors.selected : down ? Theme.accent.accentPressed : hot ? Theme.accent.accentHover : Theme.accent.accent
        case PushButton.Kind.Danger:
            return Theme.colors.danger
        case PushButton.Kind.Quiet:
            return "transparent"
        }
        return Theme.colors.raised
    }
    readonly property bool veiled: !off && kind !== PushButton.Kind.Primary

    radius: Theme.radius.control
    color: rest
    border.width: kind === PushButton.Kind.Normal || Theme.contrast ? Theme.lineWidth : 0
    border.color: off ? Theme.colors.line : Theme.colors.border
    Behavior on color { ColorAnimation { duration: Theme.motion.quick } }

    Rectangle {
        anchors.fill: parent
        radius: parent.radius
        color: !ground.veiled ? "transparent" : ground.down ? Theme.colors.pressed : ground.hot ? Theme.colors.hover : "transparent"
        Behavior on color { ColorAnimation { duration: Theme.motion.quick } }
    }
}
