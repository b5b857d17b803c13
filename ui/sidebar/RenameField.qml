import QtQuick
import Alcove

// A new name for a chat, in its row.
InputField {
    id: field

    required property string title

    signal renamed(title: string)
    signal cancelled

    //: The field in which a chat is renamed
    name: qsTr("Name of the chat")
    Component.onCompleted: {
        text = title
        selectAll()
        forceActiveFocus()
    }
    onAccepted: renamed(text.trim() === "" ? title : text.trim())
    onActiveFocusChanged: if (!activeFocus) cancelled()
    Keys.onShortcutOverride: event => event.accepted = event.key === Qt.Key_Escape
    Keys.onEscapePressed: cancelled()
}
