import QtQuick
import QtQuick.Templates as T
import Alcove

T.MenuItem {
    id: item

    property string iconName
    property string keys
    property bool current: false

    implicitWidth: parts.implicitWidth + leftPadding + rightPadding
    implicitHeight: visible ? Theme.size.row : 0
    leftPadding: Theme.measure.rowInset
    rightPadding: Theme.measure.rowInset
    hoverEnabled: true

    contentItem: Item {
        implicitWidth: parts.implicitWidth
        Row {
            id: parts
            anchors.left: parent.left
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.measure.rowInset
            rightPadding: shortcut.visible ? shortcut.implicitWidth + Theme.space.s7 : 0
            Icon {
                anchors.verticalCenter: parent.verticalCenter
                visible: name !== ""
                name: item.iconName
                side: Theme.measure.iconRow
                tone: item.enabled ? Theme.colors.text2 : Theme.colors.disabled
            }
            TextLabel {
                anchors.verticalCenter: parent.verticalCenter
                text: item.text
                role: item.current ? Theme.type.uiMedium : Theme.type.ui
                color: item.enabled ? Theme.colors.text : Theme.colors.disabled
            }
        }
        TextLabel {
            id: shortcut
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            visible: item.keys !== ""
            text: item.keys
            role: Theme.type.caption
            color: Theme.colors.text3
        }
    }
    background: Rectangle {
        radius: Theme.radius.control
        color: item.down ? Theme.colors.pressed : item.highlighted ? Theme.colors.hover : "transparent"
        border.width: item.highlighted && Theme.contrast ? Theme.lineWidth : 0
        border.color: Theme.colors.border
    }
}
