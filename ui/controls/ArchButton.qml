import QtQuick
import QtQuick.Templates as T
import Alcove

// Send and stop: the house shape in solid accent, the one thing that happens next.
T.Button {
    id: button

    required property string iconName
    property string keys

    implicitWidth: Theme.size.send
    implicitHeight: Theme.size.send
    hoverEnabled: true
    focusPolicy: Qt.TabFocus

    Accessible.name: text

    contentItem: Item {
        Icon {
            anchors.centerIn: parent
            anchors.verticalCenterOffset: Theme.stroke.hair
            name: button.iconName
            tone: button.enabled ? Theme.accent.accentInk : Theme.contrast ? Theme.colors.disabled : Theme.colors.text3
        }
    }
    background: Arch {
        head: Theme.radius.archTop
        fill: {
            if (!button.enabled)
                return Theme.contrast ? "transparent" : Theme.dark ? Theme.colors.line : Theme.colors.selected
            return button.down ? Theme.accent.accentPressed : button.hovered ? Theme.accent.accentHover : Theme.accent.accent
        }
        stroke: Theme.contrast && !button.enabled ? Theme.colors.disabled : "transparent"
        line: Theme.contrast && !button.enabled ? Theme.stroke.hair : 0
        Behavior on fill { ColorAnimation { duration: Theme.motion.quick } }
        FocusRing {
            visible: button.visualFocus
            around: Theme.radius.archTop
        }
    }

    HintLoader {
        wanted: button.hovered && button.enabled
        text: button.text
        keys: button.keys
    }
}
