import QtQuick
import QtQuick.Templates as T
import Alcove

// The row that filters the list of chats while one writes.
T.TextField {
    id: field

    implicitHeight: Theme.size.row
    leftPadding: mirrored ? Theme.measure.rowInset : Theme.measure.rowText
    rightPadding: mirrored ? Theme.measure.rowText : Theme.measure.rowInset
    verticalAlignment: TextInput.AlignVCenter
    font: Theme.type.ui.font
    color: Theme.colors.text
    selectionColor: Theme.colors.selection
    selectedTextColor: Theme.colors.text
    selectByMouse: true
    hoverEnabled: true

    readonly property bool mirrored: LayoutMirroring.enabled

    //: The field above the list of chats
    Accessible.name: qsTr("Search")
    Accessible.searchEdit: true

    Keys.onShortcutOverride: event => event.accepted = event.key === Qt.Key_Escape && text !== ""
    Keys.onEscapePressed: clear()

    Icon {
        anchors.left: parent.left
        anchors.leftMargin: Theme.measure.rowInset
        anchors.verticalCenter: parent.verticalCenter
        name: "search"
        side: Theme.measure.iconRow
    }
    TextLabel {
        anchors.left: parent.left
        anchors.leftMargin: Theme.measure.rowText
        anchors.verticalCenter: parent.verticalCenter
        visible: field.length === 0 && field.preeditText === ""
        text: qsTr("Search")
        color: field.activeFocus ? Theme.colors.text3 : Theme.colors.text
        Accessible.ignored: true
    }
    TextLabel {
        anchors.right: parent.right
        anchors.rightMargin: Theme.measure.rowInset
        anchors.verticalCenter: parent.verticalCenter
        visible: field.length === 0 && !field.activeFocus
        text: qsTr("Ctrl K")
        role: Theme.type.caption
        color: Theme.colors.text3
        Accessible.ignored: true
    }
    background: Rectangle {
        radius: Theme.radius.control
        color: field.activeFocus ? Theme.colors.raised : field.hovered ? Theme.colors.hover : "transparent"
        border.width: field.activeFocus ? Theme.focusWidth : 0
        border.color: Theme.colors.focus
    }
}
