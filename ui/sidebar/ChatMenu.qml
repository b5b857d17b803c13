import QtQuick
import Alcove

// What can be done with a chat of the list.
PopupMenu {
    id: menu

    property int chatId: -1
    property bool pinned: false

    signal renameAsked(chatId: int)
    signal pinAsked(chatId: int, pinned: bool)
    signal removeAsked(chatId: int)

    function openFor(row: ChatRow, anchor: Item) {
        chatId = row.chatId
        pinned = row.pinned
        popup(anchor, 0, anchor.height)
    }

    PopupMenuItem {
        text: qsTr("Rename")
        iconName: "edit"
        keys: qsTr("F2")
        onTriggered: menu.renameAsked(menu.chatId)
    }
    PopupMenuItem {
        //: Keeps a chat at the top of the list, or no longer
        text: menu.pinned ? qsTr("Unpin") : qsTr("Pin")
        iconName: "pin"
        onTriggered: menu.pinAsked(menu.chatId, !menu.pinned)
    }
    PopupMenuItem {
        text: qsTr("Move to the bin")
        iconName: "trash"
        keys: qsTr("Delete")
        onTriggered: menu.removeAsked(menu.chatId)
    }
}
