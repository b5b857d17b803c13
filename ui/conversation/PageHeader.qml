import QtQuick
import Alcove

// The line over the conversation: sidebar, title, what can be done with the chat.
Region {
    id: header

    required property string title
    required property string subtitle // the model's line, in narrow windows
    required property bool narrow
    required property bool listed // the chat has a message, so it can be renamed and removed
    required property bool lined

    signal sidebarAsked
    signal newChatAsked
    signal menuAsked(anchor: Item)

    implicitHeight: Theme.size.header

    Accessible.role: Accessible.ToolBar
    Accessible.name: title

    IconButton {
        id: toggle
        anchors.left: parent.left
        anchors.leftMargin: Theme.space.s3
        anchors.verticalCenter: parent.verticalCenter
        iconName: "sidebar"
        //: Shows or hides the sidebar
        text: qsTr("Sidebar")
        keys: qsTr("F9")
        onClicked: header.sidebarAsked()
    }
    Column {
        anchors.left: toggle.right
        anchors.leftMargin: Theme.radius.tag
        anchors.right: acts.left
        anchors.rightMargin: Theme.space.s3
        anchors.verticalCenter: parent.verticalCenter
        TextLabel {
            width: parent.width
            text: header.title
            role: Theme.type.uiStrong
            Accessible.role: Accessible.Heading
        }
        TextLabel {
            width: parent.width
            visible: header.narrow && text !== ""
            text: header.subtitle
            role: Theme.type.caption
            color: Theme.colors.text3
        }
    }
    Row {
        id: acts
        anchors.right: parent.right
        anchors.rightMargin: Theme.space.s3
        anchors.verticalCenter: parent.verticalCenter
        IconButton {
            visible: header.narrow
            iconName: "new-chat"
            text: qsTr("New chat")
            keys: qsTr("Ctrl N")
            onClicked: header.newChatAsked()
        }
        IconButton {
            id: more
            visible: header.listed
            iconName: "more"
            text: qsTr("More")
            onClicked: header.menuAsked(more)
        }
    }
    Hairline {
        visible: header.lined
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
    }
}
