import QtQuick
import Alcove

// A short fact beside a name. Never a button.
Rectangle {
    id: badge

    required property string text
    property string iconName
    property color ink: Theme.colors.text2
    property color back: Theme.colors.sunken

    implicitWidth: parts.implicitWidth + Theme.space.s5
    implicitHeight: Theme.measure.badge
    radius: Theme.radius.tag
    color: back
    border.width: Theme.contrast ? Theme.stroke.hair : 0
    border.color: ink

    Row {
        id: parts
        anchors.centerIn: parent
        spacing: Theme.radius.tag
        Icon {
            anchors.verticalCenter: parent.verticalCenter
            visible: name !== ""
            name: badge.iconName
            side: Theme.measure.iconSlight
            tone: badge.ink
        }
        TextLabel {
            anchors.verticalCenter: parent.verticalCenter
            text: badge.text
            role: Theme.type.label
            color: badge.ink
        }
    }
}
