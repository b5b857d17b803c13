import QtQuick
import Alcove

// A key, as on the keyboard.
Rectangle {
    id: cap

    required property string text

    implicitWidth: label.implicitWidth + Theme.space.s4
    implicitHeight: Theme.measure.keyCap
    radius: Theme.measure.keyCapRadius
    color: "transparent"
    border.width: Theme.stroke.hair
    border.color: Theme.contrast ? Theme.colors.border : Theme.colors.line

    TextLabel {
        id: label
        anchors.centerIn: parent
        text: cap.text
        role: Theme.type.caption
        color: Theme.colors.text3
    }
}
