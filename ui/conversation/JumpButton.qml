import QtQuick
import QtQuick.Templates as T
import Alcove

// Back to the end of the conversation; a dot says that new text stands below.
T.RoundButton {
    id: button

    required property bool unseen

    implicitWidth: Theme.measure.jump
    implicitHeight: Theme.measure.jump
    focusPolicy: Qt.TabFocus
    hoverEnabled: true

    Accessible.name: qsTr("To the end")

    contentItem: Item {
        Icon {
            anchors.centerIn: parent
            name: "arrow-down"
        }
        Rectangle {
            anchors.right: parent.right
            anchors.top: parent.top
            visible: button.unseen
            width: Theme.measure.recordDot
            height: width
            radius: width / 2
            color: Theme.accent.accent
        }
    }
    background: Rectangle {
        radius: width / 2
        color: Theme.colors.raised
        border.width: Theme.lineWidth
        border.color: Theme.colors.border
        Shadow {
            radius: parent.radius
        }
        FocusRing {
            visible: button.visualFocus
            around: parent.radius
        }
    }
    HintLoader {
        wanted: button.hovered
        text: qsTr("To the end")
        keys: qsTr("Ctrl End")
    }
}
