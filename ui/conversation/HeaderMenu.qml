import QtQuick
import Alcove

// What can be done with the open chat.
PopupMenu {
    id: menu

    signal renameAsked
    signal removeAsked

    function openAt(anchor: Item) {
        popup(anchor, anchor.width - width, anchor.height)
    }

    PopupMenuItem {
        text: qsTr("Rename")
        iconName: "edit"
        keys: qsTr("F2")
        onTriggered: menu.renameAsked()
    }
    PopupMenuItem {
        text: qsTr("Move to the bin")
        iconName: "trash"
        onTriggered: menu.removeAsked()
    }
}
