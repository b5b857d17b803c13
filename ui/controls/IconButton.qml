import QtQuick
import QtQuick.Templates as T
import Alcove

// A glyph in a 36 px target. Its text is its name for the tooltip and for assistive tools.
T.Button {
    id: button

    required property string iconName
    property string keys
    property string whyNot // shown instead of the name while the button cannot be used
    property int glyph: Theme.size.icon
    property color tone: checked ? Theme.accent.accentText : Theme.colors.text2

    implicitWidth: Theme.size.touch
    implicitHeight: Theme.size.touch
    hoverEnabled: true
    focusPolicy: Qt.TabFocus

    Accessible.name: text
    Accessible.role: checkable ? Accessible.CheckBox : Accessible.Button

    contentItem: Item {
        Icon {
            anchors.centerIn: parent
            name: button.iconName
            side: button.glyph
            tone: button.enabled ? button.tone : Theme.colors.disabled
        }
    }
    background: Rectangle {
        radius: Theme.radius.control
        color: button.checked ? Theme.accent.tint : "transparent"
        border.width: button.checked && Theme.contrast ? Theme.lineWidth : 0
        border.color: Theme.colors.border
        Rectangle {
            anchors.fill: parent
            radius: parent.radius
            color: !button.enabled ? "transparent" : button.down ? Theme.colors.pressed : button.hovered ? Theme.colors.hover : "transparent"
            Behavior on color { ColorAnimation { duration: Theme.motion.quick } }
        }
        FocusRing {
            visible: button.visualFocus
        }
    }

    HintLoader {
        wanted: button.hovered
        text: button.enabled || button.whyNot === "" ? button.text : button.whyNot
        keys: button.enabled ? button.keys : ""
    }
}
