import QtQuick
import QtQuick.Templates as T
import Alcove

// A row of the sidebar that acts: icon, words, keys.
T.Button {
    id: row

    required property string iconName
    property string keys
    property bool current: false

    implicitHeight: Theme.size.row
    focusPolicy: Qt.TabFocus
    hoverEnabled: true

    Accessible.name: text
    Accessible.selected: current

    contentItem: Item {
        Icon {
            id: glyph
            anchors.left: parent.left
            anchors.leftMargin: Theme.measure.rowInset
            anchors.verticalCenter: parent.verticalCenter
            name: row.iconName
            side: Theme.measure.iconRow
            tone: row.current ? Theme.colors.text : Theme.colors.text2
        }
        TextLabel {
            anchors.left: parent.left
            anchors.leftMargin: Theme.measure.rowText
            anchors.right: hint.left
            anchors.rightMargin: Theme.space.s3
            anchors.verticalCenter: parent.verticalCenter
            text: row.text
            role: row.current ? Theme.type.uiMedium : Theme.type.ui
        }
        TextLabel {
            id: hint
            anchors.right: parent.right
            anchors.rightMargin: Theme.measure.rowInset
            anchors.verticalCenter: parent.verticalCenter
            text: row.keys
            role: Theme.type.caption
            color: Theme.colors.text3
        }
    }
    background: RowGround {
        current: row.current
        hot: row.hovered
        down: row.down
        FocusRing {
            visible: row.visualFocus
        }
    }
}
