import QtQuick
import QtQuick.Templates as T
import Alcove

// On or off, at once. The name comes from the setting beside it.
T.Switch {
    id: control

    required property string name

    implicitWidth: Theme.size.switchWidth
    implicitHeight: Theme.size.touch
    focusPolicy: Qt.StrongFocus

    Accessible.name: name

    indicator: Rectangle {
        anchors.centerIn: parent
        width: Theme.size.switchWidth
        height: Theme.size.switchHeight
        radius: height / 2
        color: control.checked ? Theme.accent.accent : control.hovered ? Theme.colors.hover : "transparent"
        border.width: control.checked ? 0 : Theme.measure.switchLine
        border.color: Theme.colors.border
        Behavior on color { ColorAnimation { duration: Theme.motion.quick } }

        Rectangle {
            readonly property bool atEnd: control.checked !== control.mirrored
            anchors.verticalCenter: parent.verticalCenter
            x: atEnd ? parent.width - width - Theme.measure.knobInset : Theme.measure.knobInset
            width: Theme.measure.knob
            height: Theme.measure.knob
            radius: width / 2
            color: control.checked ? Theme.accent.accentInk : Theme.colors.border
            Behavior on x { NumberAnimation { duration: Theme.motion.quick } }
        }
        FocusRing {
            visible: control.visualFocus
            around: parent.radius
        }
    }
}
