import QtQuick
import QtQuick.Templates as T
import Alcove

// A small dark cross in a target of full size.
T.Button {
    id: button

    implicitWidth: Theme.size.touch
    implicitHeight: Theme.size.touch
    focusPolicy: Qt.NoFocus
    hoverEnabled: true

    Accessible.name: text

    contentItem: Item {
        Rectangle {
            anchors.centerIn: parent
            width: Theme.measure.thumbRemove
            height: width
            radius: width / 2
            color: button.hovered ? Theme.colors.text2 : Theme.colors.tooltip
            border.width: Theme.stroke.focus
            border.color: Theme.colors.raised
            Icon {
                anchors.centerIn: parent
                name: "close"
                side: Theme.measure.iconTiny
                tone: Theme.colors.tooltipInk
            }
        }
    }
    background: null
}
