pragma ComponentBehavior: Bound
import QtQuick
import Alcove

SettingsPage {
    id: page

    required property bool enterSends

    title: qsTr("Keyboard")
    intro: qsTr("Everything in the window can be reached with Tab and the arrow keys. These keys are shorter.")

    component KeyRow: SettingRow {
        id: keyRow
        required property list<string> keys
        Row {
            spacing: Theme.space.s2
            Repeater {
                model: keyRow.keys
                KeyCap {
                    required property string modelData
                    text: modelData
                }
            }
        }
    }

    SettingGroup {
        width: parent.width
        KeyRow { title: qsTr("New chat"); keys: [qsTr("Ctrl N")] }
        KeyRow { title: qsTr("Search the chats"); keys: [qsTr("Ctrl K")] }
        KeyRow { title: qsTr("Previous, next chat"); keys: [qsTr("Ctrl Shift Tab"), qsTr("Ctrl Tab")] }
        KeyRow { title: qsTr("Rename the chat"); keys: [qsTr("F2")] }
        KeyRow { title: qsTr("Undo"); keys: [qsTr("Ctrl Z")] }
        KeyRow { title: qsTr("Sidebar"); keys: [qsTr("F9")]; last: true }
    }
    SettingGroup {
        width: parent.width
        KeyRow { title: qsTr("Send"); keys: [page.enterSends ? qsTr("Enter") : qsTr("Ctrl Enter")] }
        KeyRow { title: qsTr("New line"); keys: [page.enterSends ? qsTr("Shift Enter") : qsTr("Enter")] }
        KeyRow { title: qsTr("Stop, discard, close"); keys: [qsTr("Esc")] }
        KeyRow { title: qsTr("Add a file"); keys: [qsTr("Ctrl O")] }
        KeyRow { title: qsTr("Record"); keys: [qsTr("Ctrl Shift M")] }
        KeyRow { title: qsTr("Think first"); keys: [qsTr("Ctrl Shift T")]; last: true }
    }
    SettingGroup {
        width: parent.width
        KeyRow { title: qsTr("Write the answer again"); keys: [qsTr("Ctrl R")] }
        KeyRow { title: qsTr("Edit the last question"); keys: [qsTr("Ctrl E")] }
        KeyRow { title: qsTr("Other versions of the answer"); keys: [qsTr("Alt Left"), qsTr("Alt Right")] }
        KeyRow { title: qsTr("Copy the answer as Markdown"); keys: [qsTr("Ctrl Shift C")] }
        KeyRow { title: qsTr("To the end"); keys: [qsTr("Ctrl End")]; last: true }
    }
    SettingGroup {
        width: parent.width
        KeyRow { title: qsTr("Reading size"); keys: [qsTr("Ctrl +"), qsTr("Ctrl −"), qsTr("Ctrl 0")] }
        KeyRow { title: qsTr("Full screen"); keys: [qsTr("F11")] }
        KeyRow { title: qsTr("Next, previous region"); keys: [qsTr("F6"), qsTr("Shift F6")] }
        KeyRow { title: qsTr("Settings"); keys: [qsTr("Ctrl ,")] }
        KeyRow { title: qsTr("Quit"); keys: [qsTr("Ctrl Q")]; last: true }
    }
}
